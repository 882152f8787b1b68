-- AlterTable
ALTER TABLE "topic" ADD COLUMN     "into_id" UUID,
ADD COLUMN     "why" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "topic_voting" (
    "session_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "begun" INTEGER NOT NULL DEFAULT 1,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "topic_voting_pkey" PRIMARY KEY ("session_id")
);

-- CreateIndex
CREATE INDEX "session_fact_contribution_id_idx" ON "session_fact"("contribution_id");

-- CreateIndex
CREATE INDEX "topic_into_id_idx" ON "topic"("into_id");
