-- AlterTable
ALTER TABLE "question" ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);
