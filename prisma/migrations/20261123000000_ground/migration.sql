-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "zone" TEXT,
    "locale" TEXT,
    "guest" BOOLEAN NOT NULL DEFAULT false,
    "external" BOOLEAN NOT NULL DEFAULT false,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "checked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "community" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "access" TEXT NOT NULL DEFAULT 'open',
    "locale" TEXT NOT NULL DEFAULT 'en-GB',
    "zone" TEXT NOT NULL DEFAULT 'Europe/London',
    "founder_id" UUID NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "community_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "community_organisation" (
    "community_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "agreed_by" UUID NOT NULL,
    "agreed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "community_organisation_pkey" PRIMARY KEY ("community_id","organisation_id")
);

-- CreateTable
CREATE TABLE "membership" (
    "community_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("community_id","person_id")
);

-- CreateTable
CREATE TABLE "channel" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hears" TEXT NOT NULL DEFAULT 'mentions',
    "bound_by" UUID NOT NULL,
    "bound_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bind_code" (
    "digest" TEXT NOT NULL,
    "community_id" UUID NOT NULL,
    "issued_by" UUID NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by" UUID,

    CONSTRAINT "bind_code_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "code_try" (
    "person_id" UUID NOT NULL,
    "tries" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "code_try_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "question" (
    "id" UUID NOT NULL,
    "community_id" UUID,
    "person_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "text" JSONB NOT NULL,
    "files" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "accepted_id" UUID,
    "platform" TEXT,
    "source_key" TEXT,
    "source_version" TEXT,
    "source_link" TEXT,
    "place" TEXT,
    "thread" JSONB,

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reply" (
    "id" UUID NOT NULL,
    "question_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "place" TEXT,
    "version" TEXT NOT NULL,
    "link" TEXT,
    "text" JSONB NOT NULL,
    "files" JSONB NOT NULL,
    "counts" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "reply_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "connection" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "body" BYTEA,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "fault" TEXT,
    "key" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "thread" (
    "platform" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "thread_pkey" PRIMARY KEY ("platform","key")
);

-- CreateTable
CREATE TABLE "tombstone" (
    "platform" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tombstone_pkey" PRIMARY KEY ("platform","key")
);

-- CreateTable
CREATE TABLE "outgoing" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "to_ref" JSONB NOT NULL,
    "thread" JSONB,
    "under" UUID,
    "only_ref" JSONB,
    "view" TEXT,
    "view_id" TEXT,
    "card" BYTEA,
    "home" BOOLEAN NOT NULL DEFAULT false,
    "keeps" TEXT,
    "wanted" INTEGER NOT NULL DEFAULT 1,
    "shown" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'owed',
    "remote_id" TEXT,
    "remote_key" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outgoing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lane" (
    "id" TEXT NOT NULL,
    "holder" TEXT,
    "until" TIMESTAMPTZ(3),
    "held_until" TIMESTAMPTZ(3),

    CONSTRAINT "lane_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fact" (
    "seq" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fact_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "fact_follow" (
    "fact_seq" BIGINT NOT NULL,
    "feature" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fact_follow_pkey" PRIMARY KEY ("fact_seq","feature")
);

-- CreateTable
CREATE TABLE "teams_reference" (
    "id" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "teams_reference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "playground_record" (
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "playground_record_pkey" PRIMARY KEY ("kind","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspace_platform_external_id_key" ON "workspace"("platform", "external_id");

-- CreateIndex
CREATE INDEX "identity_person_id_idx" ON "identity"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "identity_platform_ref_key" ON "identity"("platform", "ref");

-- CreateIndex
CREATE INDEX "community_created_by_created_at_idx" ON "community"("created_by", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "community_founder_id_name_key_key" ON "community"("founder_id", "name_key");

-- CreateIndex
CREATE INDEX "community_organisation_organisation_id_idx" ON "community_organisation"("organisation_id");

-- CreateIndex
CREATE INDEX "membership_person_id_idx" ON "membership"("person_id");

-- CreateIndex
CREATE INDEX "membership_community_id_role_idx" ON "membership"("community_id", "role");

-- CreateIndex
CREATE INDEX "channel_community_id_idx" ON "channel"("community_id");

-- CreateIndex
CREATE UNIQUE INDEX "channel_platform_ref_key" ON "channel"("platform", "ref");

-- CreateIndex
CREATE INDEX "bind_code_community_id_idx" ON "bind_code"("community_id");

-- CreateIndex
CREATE INDEX "bind_code_issued_by_issued_at_idx" ON "bind_code"("issued_by", "issued_at");

-- CreateIndex
CREATE INDEX "question_community_id_created_at_idx" ON "question"("community_id", "created_at");

-- CreateIndex
CREATE INDEX "question_person_id_created_at_idx" ON "question"("person_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "question_platform_source_key_key" ON "question"("platform", "source_key");

-- CreateIndex
CREATE INDEX "reply_question_id_created_at_idx" ON "reply"("question_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "reply_platform_key_key" ON "reply"("platform", "key");

-- CreateIndex
CREATE INDEX "delivery_state_due_at_idx" ON "delivery"("state", "due_at");

-- CreateIndex
CREATE INDEX "delivery_key_idx" ON "delivery"("key");

-- CreateIndex
CREATE INDEX "thread_subject_idx" ON "thread"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "outgoing_seq_key" ON "outgoing"("seq");

-- CreateIndex
CREATE INDEX "outgoing_lane_seq_idx" ON "outgoing"("lane", "seq");

-- CreateIndex
CREATE INDEX "outgoing_state_due_at_idx" ON "outgoing"("state", "due_at");

-- CreateIndex
CREATE INDEX "outgoing_platform_remote_key_idx" ON "outgoing"("platform", "remote_key");

-- CreateIndex
CREATE INDEX "outgoing_under_idx" ON "outgoing"("under");

-- CreateIndex
CREATE UNIQUE INDEX "outgoing_subject_destination_key" ON "outgoing"("subject", "destination");

-- CreateIndex
CREATE INDEX "fact_subject_seq_idx" ON "fact"("subject", "seq");

-- CreateIndex
CREATE INDEX "fact_follow_due_at_idx" ON "fact_follow"("due_at");

-- CreateIndex
CREATE INDEX "fact_follow_feature_subject_fact_seq_idx" ON "fact_follow"("feature", "subject", "fact_seq");

-- AddForeignKey
ALTER TABLE "workspace" ADD CONSTRAINT "workspace_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "community_organisation" ADD CONSTRAINT "community_organisation_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "community_organisation" ADD CONSTRAINT "community_organisation_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bind_code" ADD CONSTRAINT "bind_code_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply" ADD CONSTRAINT "reply_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fact_follow" ADD CONSTRAINT "fact_follow_fact_seq_fkey" FOREIGN KEY ("fact_seq") REFERENCES "fact"("seq") ON DELETE CASCADE ON UPDATE CASCADE;
