-- AlterTable
ALTER TABLE "identity" ADD COLUMN     "department" TEXT;

-- AlterTable
ALTER TABLE "question" ADD COLUMN     "accepted_by_id" UUID;

-- CreateTable
CREATE TABLE "standing" (
    "of_id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "official_url" TEXT,
    "official_by_id" UUID,
    "official_at" TIMESTAMPTZ(3),
    "official_of" TEXT,
    "withdrawn_by_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "changed_from" TIMESTAMPTZ(3),

    CONSTRAINT "standing_pkey" PRIMARY KEY ("of_id")
);

-- CreateTable
CREATE TABLE "standing_backing" (
    "of_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "standing_backing_pkey" PRIMARY KEY ("of_id","identity_id")
);

-- CreateTable
CREATE TABLE "standing_dispute" (
    "id" UUID NOT NULL,
    "of_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" UUID,
    "answer" TEXT,

    CONSTRAINT "standing_dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "standing_vetting" (
    "id" UUID NOT NULL,
    "of_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "review_by" DATE NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "overdue_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "standing_vetting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "standing_event" (
    "id" UUID NOT NULL,
    "of_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "identity_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "standing_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "validator" (
    "community_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "named_by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "validator_pkey" PRIMARY KEY ("community_id","identity_id")
);

-- CreateIndex
CREATE INDEX "standing_community_id_idx" ON "standing"("community_id");

-- CreateIndex
CREATE INDEX "standing_backing_identity_id_idx" ON "standing_backing"("identity_id");

-- CreateIndex
CREATE INDEX "standing_dispute_of_id_at_idx" ON "standing_dispute"("of_id", "at");

-- CreateIndex
CREATE INDEX "standing_vetting_of_id_ended_at_idx" ON "standing_vetting"("of_id", "ended_at");

-- CreateIndex
CREATE INDEX "standing_vetting_ended_at_review_by_idx" ON "standing_vetting"("ended_at", "review_by");

-- CreateIndex
CREATE INDEX "standing_event_of_id_at_idx" ON "standing_event"("of_id", "at");

-- CreateIndex
CREATE INDEX "validator_identity_id_idx" ON "validator"("identity_id");

-- AddForeignKey
ALTER TABLE "standing_backing" ADD CONSTRAINT "standing_backing_of_id_fkey" FOREIGN KEY ("of_id") REFERENCES "standing"("of_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "standing_dispute" ADD CONSTRAINT "standing_dispute_of_id_fkey" FOREIGN KEY ("of_id") REFERENCES "standing"("of_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "standing_vetting" ADD CONSTRAINT "standing_vetting_of_id_fkey" FOREIGN KEY ("of_id") REFERENCES "standing"("of_id") ON DELETE CASCADE ON UPDATE CASCADE;
