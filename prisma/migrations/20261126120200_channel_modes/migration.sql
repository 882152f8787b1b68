-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "mode" TEXT NOT NULL DEFAULT 'mention';
