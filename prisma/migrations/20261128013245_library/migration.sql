-- CreateTable
CREATE TABLE "library_item" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "text" JSONB NOT NULL,
    "link" TEXT,
    "official" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "person_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "changed_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "review_by" DATE NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "source" TEXT,
    "source_key" TEXT,
    "credit" TEXT,
    "imported_version" INTEGER,

    CONSTRAINT "library_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "library_source" (
    "item_id" UUID NOT NULL,
    "question_id" UUID NOT NULL,

    CONSTRAINT "library_source_pkey" PRIMARY KEY ("item_id","question_id")
);

-- CreateTable
CREATE TABLE "library_use" (
    "item_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "library_use_pkey" PRIMARY KEY ("item_id","person_id")
);

-- CreateIndex
CREATE INDEX "library_item_community_id_changed_at_idx" ON "library_item"("community_id", "changed_at");

-- CreateIndex
CREATE INDEX "library_item_person_id_idx" ON "library_item"("person_id");

-- CreateIndex
CREATE INDEX "library_item_review_by_idx" ON "library_item"("review_by");

-- CreateIndex
CREATE UNIQUE INDEX "library_item_community_id_source_source_key_key" ON "library_item"("community_id", "source", "source_key");

-- CreateIndex
CREATE INDEX "library_source_question_id_idx" ON "library_source"("question_id");

-- CreateIndex
CREATE INDEX "library_use_person_id_idx" ON "library_use"("person_id");

-- AddForeignKey
ALTER TABLE "library_item" ADD CONSTRAINT "library_item_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "library_source" ADD CONSTRAINT "library_source_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "library_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "library_source" ADD CONSTRAINT "library_source_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "library_use" ADD CONSTRAINT "library_use_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "library_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What there is of a question: its words and those of its answers, stemmed; of a library item its title and tags, and its text. None for
-- what is not before its community.
CREATE OR REPLACE FUNCTION search_read(wanted uuid) RETURNS TABLE (community uuid, said_text text, terms int[], asked_times smallint[], said_times smallint[], asked int, said int)
LANGUAGE sql STABLE AS $$
  SELECT t.community_id, t.asked || ' ' || t.answers, w.* FROM (
    -- More of a thread is not looked at: a tsvector holds a megabyte, and a sign may become three of three bytes.
    SELECT q.community_id, left(coalesce(search_text(q.text), ''), 40000) AS asked,
      left(coalesce((SELECT string_agg(search_text(r.text), ' ' ORDER BY r.created_at, r.id) FROM reply r WHERE r.question_id = q.id AND r.counts AND r.deleted_at IS NULL), ''), 60000) AS answers
    FROM question q WHERE q.id = wanted AND q.community_id IS NOT NULL AND q.state IN ('open', 'answered', 'resolved')
    UNION ALL
    SELECT i.community_id, left(i.title || ' ' || array_to_string(i.tags, ' '), 40000), left(coalesce(search_text(i.text), ''), 60000)
    FROM library_item i WHERE i.id = wanted AND i.state = 'kept') AS t,
  LATERAL (
    SELECT coalesce(array_agg(term ORDER BY term), '{}'), coalesce(array_agg(asked::smallint ORDER BY term), '{}'),
      coalesce(array_agg(said::smallint ORDER BY term), '{}'), coalesce(sum(asked), 0)::int, coalesce(sum(said), 0)::int
    FROM (
      SELECT search_term(word) AS term, coalesce(sum(times) FILTER (WHERE is_asked), 0) AS asked, sum(times) AS said
      FROM (SELECT true AS is_asked, * FROM search_words(t.asked) UNION ALL SELECT false, * FROM search_words(t.answers)) AS each
      GROUP BY 1) AS counted) AS w
$$;

CREATE FUNCTION search_item_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_stale (question_id) VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END);
  RETURN NULL;
END $$;

CREATE TRIGGER search_item AFTER INSERT OR DELETE OR UPDATE OF title, text, tags, state, community_id ON "library_item"
  FOR EACH ROW EXECUTE FUNCTION search_item_changed();

-- Other people may read all that was asked and is kept in it.
CREATE OR REPLACE FUNCTION search_readers_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed uuid;
BEGIN
  IF TG_TABLE_NAME = 'community' THEN
    IF OLD.access = NEW.access THEN
      RETURN NULL;
    END IF;
    changed := NEW.id;
  ELSE
    changed := CASE WHEN TG_OP = 'DELETE' THEN OLD.community_id ELSE NEW.community_id END;
  END IF;
  INSERT INTO search_stale (question_id) SELECT id FROM question WHERE community_id = changed UNION ALL SELECT id FROM library_item WHERE community_id = changed;
  RETURN NULL;
END $$;

-- All of it anew, of what is there.
CREATE OR REPLACE FUNCTION search_rebuild() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  which int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('search', 0));
  DELETE FROM search_stale;
  DELETE FROM search_doc;
  DELETE FROM search_fresh;
  DELETE FROM search_block;
  DELETE FROM search_spelling;
  DELETE FROM search_scope;
  CREATE TEMPORARY TABLE search_places ON COMMIT DROP AS
    SELECT id AS community_id, search_scope_of(id) AS scope FROM community c
    WHERE EXISTS (SELECT 1 FROM question q WHERE q.community_id = c.id) OR EXISTS (SELECT 1 FROM library_item i WHERE i.community_id = c.id);
  CREATE TEMPORARY TABLE search_all ON COMMIT DROP AS
    SELECT q.id, p.scope, r.* FROM (SELECT id, community_id FROM question UNION ALL SELECT id, community_id FROM library_item) AS q JOIN search_places p USING (community_id), LATERAL search_read(q.id) AS r;
  INSERT INTO search_doc (question_id, scope, asked, said, terms, asked_times, said_times)
    SELECT id, scope, asked, said, terms, asked_times, said_times FROM search_all;
  UPDATE search_scope s SET docs = d.docs, words = d.words, asked = d.asked
    FROM (SELECT scope, count(*) AS docs, sum(said) AS words, sum(asked) AS asked FROM search_doc GROUP BY 1) AS d WHERE d.scope = s.id;
  FOR which IN SELECT id FROM search_scope LOOP
    PERFORM search_pack(which);
  END LOOP;
  INSERT INTO search_spelling (key, word)
    SELECT DISTINCT m.key, w.word
    FROM (SELECT DISTINCT said.word FROM search_all, search_words(said_text) AS said) AS w, search_misspelt(w.word) AS m
    WHERE w.word ~ '^[a-z]{4,24}$';
  DROP TABLE search_all, search_places;
END $$;
