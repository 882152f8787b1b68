-- AlterTable
ALTER TABLE "reply" ADD COLUMN     "said_at" TIMESTAMPTZ(3);
