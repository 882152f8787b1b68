-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "community_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "reference" TEXT,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "edition" INTEGER NOT NULL DEFAULT 0,
    "attribution" TEXT NOT NULL,
    "k" INTEGER NOT NULL,
    "self_led" BOOLEAN NOT NULL,
    "was" TEXT,
    "extended" INTEGER NOT NULL DEFAULT 0,
    "in_grace" BOOLEAN NOT NULL DEFAULT false,
    "asked_again" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "has_key" BOOLEAN NOT NULL DEFAULT false,
    "next_by" UUID,
    "screens" BOOLEAN NOT NULL,
    "is_screening" BOOLEAN NOT NULL DEFAULT false,
    "round" INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "starts_on" TEXT NOT NULL,
    "ends_on" TEXT,
    "purpose" TEXT NOT NULL,
    "scope_in" TEXT NOT NULL,
    "scope_out" TEXT NOT NULL DEFAULT '',
    "level" TEXT NOT NULL DEFAULT 'team',
    "question" TEXT,
    "place" TEXT NOT NULL,
    "readers" TEXT NOT NULL,
    "label" TEXT,
    "boundary" BOOLEAN NOT NULL,
    "zone" TEXT NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "windows" JSONB NOT NULL DEFAULT '{}',
    "opens_at" TIMESTAMPTZ(3),
    "closes_at" TIMESTAMPTZ(3),
    "since" TIMESTAMPTZ(3) NOT NULL,
    "no_lesson" TEXT,
    "follows_id" UUID,
    "part_of_id" UUID,
    "held" BOOLEAN NOT NULL DEFAULT false,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_series" (
    "organisation_id" UUID NOT NULL,
    "series" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "session_series_pkey" PRIMARY KEY ("organisation_id","series")
);

-- CreateTable
CREATE TABLE "session_person" (
    "session_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "manages" BOOLEAN NOT NULL DEFAULT false,
    "invited_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_person_pkey" PRIMARY KEY ("session_id","person_id","role")
);

-- CreateTable
CREATE TABLE "session_event" (
    "id" TEXT NOT NULL,
    "session_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "person_id" UUID,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_timer" (
    "session_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_timer_pkey" PRIMARY KEY ("session_id","kind")
);

-- CreateTable
CREATE TABLE "session_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staged_input" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,
    "mark" BYTEA,
    "person_id" UUID,
    "day" TEXT NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "staged_input_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE UNLOGGED TABLE "session_key" (
    "session_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "key" BYTEA NOT NULL,

    CONSTRAINT "session_key_pkey" PRIMARY KEY ("session_id","what")
);

-- CreateTable
CREATE TABLE "session_draft" (
    "mark" BYTEA NOT NULL,
    "session_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "session_draft_pkey" PRIMARY KEY ("mark")
);

-- CreateTable
CREATE TABLE "done_mark" (
    "mark" BYTEA NOT NULL,
    "session_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,

    CONSTRAINT "done_mark_pkey" PRIMARY KEY ("mark")
);

-- CreateTable
CREATE TABLE "receipt" (
    "session_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3),

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("session_id","round","person_id")
);

-- CreateTable
CREATE TABLE "contribution" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "evidence" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "person_id" UUID,
    "day" TEXT NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "held_why" TEXT,
    "held_by" UUID,
    "topic_id" UUID,
    "alone" BOOLEAN NOT NULL DEFAULT false,
    "covered" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "contribution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topic" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "priority" BOOLEAN NOT NULL DEFAULT false,
    "place" INTEGER NOT NULL DEFAULT 0,
    "votes" INTEGER,
    "outcome" TEXT,
    "outcome_why" TEXT,
    "undiscussed" TEXT,
    "dealt_at" TIMESTAMPTZ(3),
    "discussed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "topic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grouping_step" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "person_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "was" JSONB NOT NULL,
    "undone" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "grouping_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topic_vote" (
    "session_id" UUID NOT NULL,
    "mark" BYTEA NOT NULL,
    "topic_id" UUID NOT NULL,
    "count" SMALLINT NOT NULL,

    CONSTRAINT "topic_vote_pkey" PRIMARY KEY ("mark","topic_id")
);

-- CreateTable
CREATE TABLE "factor" (
    "id" UUID NOT NULL,
    "topic_id" UUID NOT NULL,
    "statement" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "depth" SMALLINT NOT NULL DEFAULT 1,
    "under_id" UUID,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "remark" (
    "id" UUID NOT NULL,
    "topic_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "text" JSONB NOT NULL,
    "platform" TEXT,
    "key" TEXT,
    "version" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "remark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_fact" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "when" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "evidence" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" TEXT NOT NULL,
    "contribution_id" UUID,
    "proposed_by" UUID,
    "place" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fact_voice" (
    "fact_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "stance" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fact_voice_pkey" PRIMARY KEY ("fact_id","person_id")
);

-- CreateTable
CREATE TABLE "lesson" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "topic_id" UUID,
    "when" TEXT NOT NULL,
    "do" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "context" TEXT NOT NULL DEFAULT '',
    "applies_to" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "lifecycle" TEXT NOT NULL DEFAULT 'identified',
    "lifecycle_why" TEXT,
    "superseded_by_id" UUID,
    "standing" TEXT NOT NULL DEFAULT 'draft',
    "repeats" INTEGER NOT NULL DEFAULT 0,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "proposed_by" UUID NOT NULL,
    "contact_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lesson_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lesson_link" (
    "lesson_id" UUID NOT NULL,
    "earlier_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lesson_link_pkey" PRIMARY KEY ("lesson_id","earlier_id")
);

-- CreateTable
CREATE TABLE "recommendation" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "topic_id" UUID,
    "text" TEXT NOT NULL,
    "addressed_to" TEXT NOT NULL,
    "referral" BOOLEAN NOT NULL DEFAULT false,
    "no_action" TEXT,
    "answer" TEXT,
    "answer_why" TEXT,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "proposed_by" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recommendation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "recommendation_id" UUID,
    "lesson_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "text" TEXT NOT NULL,
    "when_will" TEXT NOT NULL DEFAULT '',
    "measure" TEXT NOT NULL,
    "owner_id" UUID,
    "due_on" TEXT,
    "strength" TEXT NOT NULL,
    "ticket" TEXT,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "why" TEXT,
    "unblocks" TEXT,
    "evidence" TEXT,
    "by_word" BOOLEAN NOT NULL DEFAULT false,
    "effect" TEXT,
    "effect_why" TEXT,
    "effect_asked_at" TIMESTAMPTZ(3),
    "offered_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "said_done_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "merged_into_id" UUID,
    "step" INTEGER NOT NULL DEFAULT 0,
    "look_at" TIMESTAMPTZ(3),
    "proposed_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action_event" (
    "id" TEXT NOT NULL,
    "action_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "person_id" UUID,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "why" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "action_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "objection" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "answer" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "objection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_report" (
    "session_id" UUID NOT NULL,
    "edition" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "reason" TEXT,
    "by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_report_pkey" PRIMARY KEY ("session_id","edition")
);

-- CreateIndex
CREATE INDEX "session_community_id_state_idx" ON "session"("community_id", "state");

-- CreateIndex
CREATE INDEX "session_created_by_created_at_idx" ON "session"("created_by", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "session_organisation_id_reference_key" ON "session"("organisation_id", "reference");

-- CreateIndex
CREATE INDEX "session_person_person_id_idx" ON "session_person"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_event_session_id_seq_key" ON "session_event"("session_id", "seq");

-- CreateIndex
CREATE INDEX "session_timer_at_idx" ON "session_timer"("at");

-- CreateIndex
CREATE INDEX "staged_input_session_id_round_idx" ON "staged_input"("session_id", "round");

-- CreateIndex
CREATE INDEX "session_draft_session_id_round_idx" ON "session_draft"("session_id", "round");

-- CreateIndex
CREATE INDEX "done_mark_session_id_round_idx" ON "done_mark"("session_id", "round");

-- CreateIndex
CREATE INDEX "receipt_person_id_idx" ON "receipt"("person_id");

-- CreateIndex
CREATE INDEX "contribution_session_id_place_idx" ON "contribution"("session_id", "place");

-- CreateIndex
CREATE INDEX "contribution_topic_id_idx" ON "contribution"("topic_id");

-- CreateIndex
CREATE INDEX "contribution_person_id_idx" ON "contribution"("person_id");

-- CreateIndex
CREATE INDEX "topic_session_id_state_idx" ON "topic"("session_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "grouping_step_session_id_seq_key" ON "grouping_step"("session_id", "seq");

-- CreateIndex
CREATE INDEX "topic_vote_session_id_idx" ON "topic_vote"("session_id");

-- CreateIndex
CREATE INDEX "factor_topic_id_idx" ON "factor"("topic_id");

-- CreateIndex
CREATE INDEX "factor_person_id_idx" ON "factor"("person_id");

-- CreateIndex
CREATE INDEX "remark_topic_id_at_idx" ON "remark"("topic_id", "at");

-- CreateIndex
CREATE INDEX "remark_person_id_idx" ON "remark"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "remark_platform_key_key" ON "remark"("platform", "key");

-- CreateIndex
CREATE INDEX "session_fact_session_id_place_idx" ON "session_fact"("session_id", "place");

-- CreateIndex
CREATE INDEX "session_fact_proposed_by_idx" ON "session_fact"("proposed_by");

-- CreateIndex
CREATE INDEX "fact_voice_person_id_idx" ON "fact_voice"("person_id");

-- CreateIndex
CREATE INDEX "lesson_session_id_idx" ON "lesson"("session_id");

-- CreateIndex
CREATE INDEX "lesson_community_id_standing_idx" ON "lesson"("community_id", "standing");

-- CreateIndex
CREATE INDEX "lesson_proposed_by_idx" ON "lesson"("proposed_by");

-- CreateIndex
CREATE INDEX "lesson_link_earlier_id_idx" ON "lesson_link"("earlier_id");

-- CreateIndex
CREATE INDEX "recommendation_session_id_place_idx" ON "recommendation"("session_id", "place");

-- CreateIndex
CREATE INDEX "recommendation_proposed_by_idx" ON "recommendation"("proposed_by");

-- CreateIndex
CREATE INDEX "action_session_id_idx" ON "action"("session_id");

-- CreateIndex
CREATE INDEX "action_owner_id_state_idx" ON "action"("owner_id", "state");

-- CreateIndex
CREATE INDEX "action_community_id_state_idx" ON "action"("community_id", "state");

-- CreateIndex
CREATE INDEX "action_look_at_idx" ON "action"("look_at");

-- CreateIndex
CREATE INDEX "action_proposed_by_idx" ON "action"("proposed_by");

-- CreateIndex
CREATE INDEX "action_event_person_id_idx" ON "action_event"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "action_event_action_id_seq_key" ON "action_event"("action_id", "seq");

-- CreateIndex
CREATE INDEX "objection_session_id_state_idx" ON "objection"("session_id", "state");

-- CreateIndex
CREATE INDEX "objection_person_id_idx" ON "objection"("person_id");

-- AddForeignKey
ALTER TABLE "session_person" ADD CONSTRAINT "session_person_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_event" ADD CONSTRAINT "session_event_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_timer" ADD CONSTRAINT "session_timer_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contribution" ADD CONSTRAINT "contribution_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contribution" ADD CONSTRAINT "contribution_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "topic"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic" ADD CONSTRAINT "topic_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "factor" ADD CONSTRAINT "factor_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "topic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "remark" ADD CONSTRAINT "remark_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "topic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_fact" ADD CONSTRAINT "session_fact_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fact_voice" ADD CONSTRAINT "fact_voice_fact_id_fkey" FOREIGN KEY ("fact_id") REFERENCES "session_fact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recommendation" ADD CONSTRAINT "recommendation_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action_event" ADD CONSTRAINT "action_event_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_report" ADD CONSTRAINT "session_report_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
