-- AlterTable
ALTER TABLE "community" ADD COLUMN     "label" TEXT,
ADD COLUMN     "shared_with_all" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "sharing" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "offered_by" UUID NOT NULL,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "digest" TEXT,
    "access" TEXT,
    "label" TEXT,

    CONSTRAINT "sharing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sharing_organisation_id_state_idx" ON "sharing"("organisation_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "sharing_community_id_organisation_id_key" ON "sharing"("community_id", "organisation_id");

-- AddForeignKey
ALTER TABLE "sharing" ADD CONSTRAINT "sharing_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sharing" ADD CONSTRAINT "sharing_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
