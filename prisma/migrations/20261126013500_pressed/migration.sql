-- AlterTable
ALTER TABLE "outgoing" ADD COLUMN     "pressed" BOOLEAN NOT NULL DEFAULT false;
