-- AlterTable
ALTER TABLE "budget" ADD COLUMN     "queued_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "lane" ADD COLUMN     "held_for_turn" BOOLEAN NOT NULL DEFAULT false;
