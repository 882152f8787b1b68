-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "looked_at" TIMESTAMPTZ(3);
