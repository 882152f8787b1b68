-- AlterTable
ALTER TABLE "organisation" ADD COLUMN     "hidden_needs_admin" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "community" ADD COLUMN     "kind" TEXT;

-- AlterTable
ALTER TABLE "membership" ADD COLUMN     "agreed_at" TIMESTAMPTZ(3),
ADD COLUMN     "deputy" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "hears" TEXT,
ADD COLUMN     "hello" TEXT,
ADD COLUMN     "hello_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "opens" TEXT;

-- CreateTable
CREATE TABLE "organisation_admin" (
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "added_by" UUID,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_admin_pkey" PRIMARY KEY ("organisation_id","person_id")
);

-- CreateTable
CREATE TABLE "join_request" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "why" TEXT NOT NULL,
    "asked" TEXT,
    "answer" TEXT,
    "state" TEXT NOT NULL,
    "said" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "stage" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "join_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "invited_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "proposed_by" UUID NOT NULL,
    "community_id" UUID,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "kind" TEXT,
    "locale" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "organisation_admin_person_id_idx" ON "organisation_admin"("person_id");

-- CreateIndex
CREATE INDEX "join_request_state_due_at_idx" ON "join_request"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "join_request_community_id_person_id_key" ON "join_request"("community_id", "person_id");

-- CreateIndex
CREATE INDEX "invitation_invited_by_created_at_idx" ON "invitation"("invited_by", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_community_id_platform_ref_key" ON "invitation"("community_id", "platform", "ref");

-- CreateIndex
CREATE INDEX "proposal_organisation_id_state_idx" ON "proposal"("organisation_id", "state");

-- CreateIndex
CREATE INDEX "proposal_proposed_by_created_at_idx" ON "proposal"("proposed_by", "created_at");

-- CreateIndex
CREATE INDEX "membership_community_id_joined_at_idx" ON "membership"("community_id", "joined_at");

-- AddForeignKey
ALTER TABLE "organisation_admin" ADD CONSTRAINT "organisation_admin_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_request" ADD CONSTRAINT "join_request_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A hidden community takes no name from others: its key has its id behind it.
UPDATE "community" SET "name_key" = "name_key" || ' ' || replace("id"::text, '-', '') WHERE "access" = 'hidden';
