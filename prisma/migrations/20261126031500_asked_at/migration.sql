-- AlterTable
ALTER TABLE "question" ADD COLUMN     "asked_at" TIMESTAMPTZ(3);
