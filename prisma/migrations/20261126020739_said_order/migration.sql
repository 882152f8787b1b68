-- AlterTable
ALTER TABLE "outgoing" ADD COLUMN     "among" TEXT,
ADD COLUMN     "said_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "outgoing_among_lane_idx" ON "outgoing"("among", "lane");
