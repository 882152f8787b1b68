-- AlterTable
ALTER TABLE "community" ADD COLUMN     "holidays" TEXT;

-- AlterTable
ALTER TABLE "organisation" ADD COLUMN     "holidays" TEXT NOT NULL DEFAULT 'england-and-wales',
ADD COLUMN     "zone" TEXT;

-- AlterTable
ALTER TABLE "outgoing" ADD COLUMN     "admitted_at" TIMESTAMPTZ(3),
ADD COLUMN     "attention" TEXT,
ADD COLUMN     "rank" TEXT,
ADD COLUMN     "together" UUID,
ADD COLUMN     "useful_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "outgoing_together_idx" ON "outgoing"("together");

-- CreateIndex
CREATE INDEX "outgoing_lane_attention_admitted_at_idx" ON "outgoing"("lane", "attention", "admitted_at");
