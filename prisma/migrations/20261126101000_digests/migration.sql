-- CreateTable
CREATE TABLE "digest_rule" (
    "community_id" UUID NOT NULL,
    "day" SMALLINT NOT NULL DEFAULT 2,
    "minute" SMALLINT NOT NULL DEFAULT 600,
    "approve" BOOLEAN NOT NULL DEFAULT false,
    "off" BOOLEAN NOT NULL DEFAULT false,
    "look_at" TIMESTAMPTZ(3),

    CONSTRAINT "digest_rule_pkey" PRIMARY KEY ("community_id")
);

-- CreateTable
CREATE TABLE "digest" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "week" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "preview_at" TIMESTAMPTZ(3) NOT NULL,
    "sends_at" TIMESTAMPTZ(3) NOT NULL,
    "zone" TEXT NOT NULL,
    "not_before" TIMESTAMPTZ(3),
    "was_empty" BOOLEAN NOT NULL DEFAULT false,
    "intro" TEXT,
    "intro_by" UUID,
    "left_out" UUID[] DEFAULT ARRAY[]::UUID[],
    "decided_by" UUID,
    "why" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "telling" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "digest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digest_entry" (
    "digest_id" UUID NOT NULL,
    "block" TEXT NOT NULL,
    "position" SMALLINT NOT NULL,
    "ref" UUID NOT NULL,

    CONSTRAINT "digest_entry_pkey" PRIMARY KEY ("digest_id","block","ref")
);

-- CreateTable
CREATE TABLE "digest_reader" (
    "digest_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "digest_reader_pkey" PRIMARY KEY ("digest_id","person_id")
);

-- CreateTable
CREATE TABLE "digest_vote" (
    "digest_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "useful" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digest_vote_pkey" PRIMARY KEY ("digest_id","person_id")
);

-- CreateIndex
CREATE INDEX "digest_rule_look_at_idx" ON "digest_rule"("look_at");

-- CreateIndex
CREATE UNIQUE INDEX "digest_community_id_week_key" ON "digest"("community_id", "week");

-- CreateIndex
CREATE INDEX "digest_entry_ref_idx" ON "digest_entry"("ref");

-- CreateIndex
CREATE INDEX "digest_reader_person_id_idx" ON "digest_reader"("person_id");

-- CreateIndex
CREATE INDEX "digest_vote_person_id_idx" ON "digest_vote"("person_id");

-- AddForeignKey
ALTER TABLE "digest_rule" ADD CONSTRAINT "digest_rule_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest" ADD CONSTRAINT "digest_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_entry" ADD CONSTRAINT "digest_entry_digest_id_fkey" FOREIGN KEY ("digest_id") REFERENCES "digest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_reader" ADD CONSTRAINT "digest_reader_digest_id_fkey" FOREIGN KEY ("digest_id") REFERENCES "digest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_vote" ADD CONSTRAINT "digest_vote_digest_id_fkey" FOREIGN KEY ("digest_id") REFERENCES "digest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Every community has the usual rule from its beginning, however it came to be.
CREATE FUNCTION digest_rule_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO digest_rule (community_id, look_at) VALUES (NEW.id, NEW.created_at) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER digest_rule_begins AFTER INSERT ON "community" FOR EACH ROW EXECUTE FUNCTION digest_rule_begins();

INSERT INTO digest_rule (community_id, look_at) SELECT id, now() FROM "community";
