-- AlterTable
ALTER TABLE "spent_state" ADD COLUMN     "connection" TEXT NOT NULL DEFAULT '';
