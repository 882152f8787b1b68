-- CreateTable
CREATE TABLE "search_scope" (
    "id" SERIAL NOT NULL,
    "organisations" UUID[],
    "community_id" UUID,
    "docs" INTEGER NOT NULL DEFAULT 0,
    "words" BIGINT NOT NULL DEFAULT 0,
    "asked" BIGINT NOT NULL DEFAULT 0,
    "dead" INTEGER NOT NULL DEFAULT 0,
    "folds" INTEGER NOT NULL DEFAULT 0,
    "part" INTEGER NOT NULL DEFAULT 0,
    "tidied_at" TIMESTAMPTZ(3),

    CONSTRAINT "search_scope_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "search_stale" (
    "n" BIGSERIAL NOT NULL,
    "question_id" UUID NOT NULL,

    CONSTRAINT "search_stale_pkey" PRIMARY KEY ("n")
);

-- CreateTable
CREATE TABLE "search_doc" (
    "id" SERIAL NOT NULL,
    "question_id" UUID NOT NULL,
    "scope" INTEGER NOT NULL,
    "asked" INTEGER NOT NULL,
    "said" INTEGER NOT NULL,
    "terms" INTEGER[],
    "asked_times" SMALLINT[],
    "said_times" SMALLINT[],

    CONSTRAINT "search_doc_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "search_fresh" (
    "term" INTEGER NOT NULL,
    "scope" INTEGER NOT NULL,
    "doc" INTEGER NOT NULL,
    "weight" SMALLINT NOT NULL,

    CONSTRAINT "search_fresh_pkey" PRIMARY KEY ("term","scope","doc")
);

-- CreateTable
CREATE TABLE "search_block" (
    "id" BIGSERIAL NOT NULL,
    "term" INTEGER NOT NULL,
    "scope" INTEGER NOT NULL,
    "most" SMALLINT NOT NULL,
    "size" SMALLINT NOT NULL,
    "docs" INTEGER[],
    "weights" SMALLINT[],

    CONSTRAINT "search_block_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "search_spelling" (
    "key" TEXT COLLATE "C" NOT NULL,
    "word" TEXT NOT NULL,

    CONSTRAINT "search_spelling_pkey" PRIMARY KEY ("key","word")
);

-- CreateIndex
CREATE UNIQUE INDEX "search_scope_community_id_key" ON "search_scope"("community_id");

-- CreateIndex
CREATE UNIQUE INDEX "search_doc_question_id_key" ON "search_doc"("question_id");

-- CreateIndex
CREATE INDEX "search_doc_scope_idx" ON "search_doc"("scope");

-- CreateIndex
CREATE INDEX "search_fresh_doc_idx" ON "search_fresh"("doc");

-- CreateIndex
CREATE INDEX "search_block_term_scope_most_size_idx" ON "search_block"("term", "scope", "most" DESC, "size");

-- CreateIndex
CREATE INDEX "search_block_scope_term_idx" ON "search_block"("scope", "term");

-- Arrays stay in their rows: a block is read whole or not at all.
ALTER TABLE "search_block" ALTER COLUMN "docs" SET STORAGE PLAIN, ALTER COLUMN "weights" SET STORAGE PLAIN;

-- What somebody wrote as stemmed words, each with how often it stands there. Long words are no words, and addresses of pages say where, not what.
CREATE FUNCTION search_words(written text) RETURNS TABLE (word text, times int) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lexeme, cardinality(positions) FROM unnest(to_tsvector('pg_catalog.english', find_fold(regexp_replace(written, 'https?:\S+', ' ', 'gi')))) WHERE length(lexeme) <= 40
$$;

-- What is found by: what somebody wrote, and whom they named in it, without addresses of pages.
CREATE FUNCTION search_text(kept jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(kept) WHEN 'string' THEN kept #>> '{}'
    ELSE (SELECT string_agg(said #>> '{}', ' ') FROM jsonb_path_query(kept, 'strict $.** ? (exists(@.text) || exists(@.name)).keyvalue() ? (@.key == "text" || @.key == "name").value') AS said) END
$$;

-- A word as a number, so that whoever writes one need not look it up. Two words that share one are found for each other, which is rare and harmless.
CREATE FUNCTION search_term(word text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ('x' || left(md5(word), 8))::bit(32)::int
$$;

-- What one word says of a document, as BM25 has it (k1 1.2, b 0.75) without its rarity: that changes and this does not. By a document of sixty words; the score is computed by what is there.
CREATE FUNCTION search_weight(times int, words int) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT round(10000 * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * words / 60.0)))::smallint
$$;

CREATE FUNCTION search_misspelt(word text) RETURNS TABLE (key text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT search_misspelt.word UNION
  SELECT left(search_misspelt.word, at - 1) || substr(search_misspelt.word, at + 1) FROM generate_series(1, length(search_misspelt.word)) AS at
$$;

-- The scope of a community as it is now. Only the one that indexes makes new ones.
CREATE FUNCTION search_scope_of(wanted uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  sharing uuid[];
  found_id int;
BEGIN
  SELECT array_agg(o.organisation_id ORDER BY o.organisation_id) INTO sharing
    FROM community c JOIN community_organisation o ON o.community_id = c.id WHERE c.id = wanted AND c.access = 'open';
  SELECT s.id INTO found_id FROM search_scope s
    WHERE CASE WHEN sharing IS NULL THEN s.community_id = wanted ELSE s.organisations = sharing AND s.community_id IS NULL END;
  IF found_id IS NULL THEN
    INSERT INTO search_scope (organisations, community_id) VALUES (coalesce(sharing, '{}'), CASE WHEN sharing IS NULL THEN wanted END)
      RETURNING id INTO found_id;
  END IF;
  RETURN found_id;
END $$;

-- What there is of a question: its words and those of its answers, stemmed. None for one that is not before its community.
CREATE FUNCTION search_read(wanted uuid) RETURNS TABLE (community uuid, said_text text, terms int[], asked_times smallint[], said_times smallint[], asked int, said int)
LANGUAGE sql STABLE AS $$
  SELECT t.community_id, t.asked || ' ' || t.answers, w.* FROM (
    -- More of a thread is not looked at: a tsvector holds a megabyte, and a sign may become three of three bytes.
    SELECT q.community_id, left(coalesce(search_text(q.text), ''), 40000) AS asked,
      left(coalesce((SELECT string_agg(search_text(r.text), ' ' ORDER BY r.created_at, r.id) FROM reply r WHERE r.question_id = q.id AND r.counts AND r.deleted_at IS NULL), ''), 60000) AS answers
    FROM question q WHERE q.id = wanted AND q.community_id IS NOT NULL AND q.state IN ('open', 'answered', 'resolved')) AS t,
  LATERAL (
    SELECT coalesce(array_agg(term ORDER BY term), '{}'), coalesce(array_agg(asked::smallint ORDER BY term), '{}'),
      coalesce(array_agg(said::smallint ORDER BY term), '{}'), coalesce(sum(asked), 0)::int, coalesce(sum(said), 0)::int
    FROM (
      SELECT search_term(word) AS term, coalesce(sum(times) FILTER (WHERE is_asked), 0) AS asked, sum(times) AS said
      FROM (SELECT true AS is_asked, * FROM search_words(t.asked) UNION ALL SELECT false, * FROM search_words(t.answers)) AS each
      GROUP BY 1) AS counted) AS w
$$;

-- Words that nobody wrote before, under what they become when they are misspelt. A word that stands under itself is there already.
CREATE FUNCTION search_learn(said text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO search_spelling (key, word)
  SELECT DISTINCT m.key, w.word FROM (SELECT DISTINCT word FROM search_words(said)) AS w, search_misspelt(w.word) AS m
  WHERE w.word ~ '^[a-z]{4,24}$' AND NOT EXISTS (SELECT 1 FROM search_spelling s WHERE s.key = w.word AND s.word = w.word)
  ON CONFLICT DO NOTHING
$$;

-- Makes one question's document what the question and its answers say now.
CREATE FUNCTION search_index(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  was search_doc%ROWTYPE;
  is_now record;
  place int;
  made int;
BEGIN
  SELECT * INTO was FROM search_doc WHERE question_id = wanted;
  SELECT * INTO is_now FROM search_read(wanted);
  IF is_now.community IS NOT NULL THEN
    place := search_scope_of(is_now.community);
    IF was.scope = place AND was.terms = is_now.terms AND was.asked_times = is_now.asked_times AND was.said_times = is_now.said_times THEN
      RETURN;
    END IF;
  END IF;
  IF was.id IS NOT NULL THEN
    DELETE FROM search_doc WHERE id = was.id;
    DELETE FROM search_fresh WHERE doc = was.id;
    UPDATE search_scope SET docs = docs - 1, words = words - was.said, asked = asked - was.asked,
      dead = dead + CASE WHEN FOUND THEN 0 ELSE 1 END WHERE id = was.scope;
  END IF;
  IF place IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO search_doc (question_id, scope, asked, said, terms, asked_times, said_times)
    VALUES (wanted, place, is_now.asked, is_now.said, is_now.terms, is_now.asked_times, is_now.said_times) RETURNING id INTO made;
  INSERT INTO search_fresh (term, scope, doc, weight)
    SELECT u.term, place, made, search_weight(u.times, is_now.said) FROM unnest(is_now.terms, is_now.said_times) AS u(term, times);
  UPDATE search_scope SET docs = docs + 1, words = words + is_now.said, asked = asked + is_now.asked WHERE id = place;
  PERFORM search_learn(is_now.said_text);
END $$;

-- Puts what is fresh into blocks of their own.
CREATE FUNCTION search_fold() RETURNS void LANGUAGE sql AS $$
  WITH moved AS (DELETE FROM search_fresh RETURNING *),
  placed AS (
    INSERT INTO search_block (term, scope, most, size, docs, weights)
    SELECT term, scope, max(weight), count(*), array_agg(doc ORDER BY weight DESC, doc), array_agg(weight ORDER BY weight DESC, doc)
    FROM (SELECT *, (row_number() OVER (PARTITION BY term, scope ORDER BY weight DESC, doc) - 1) / 256 AS part FROM moved) AS parts
    GROUP BY term, scope, part RETURNING scope)
  UPDATE search_scope SET folds = folds + 1 WHERE id IN (SELECT scope FROM placed)
$$;

-- Writes all of a scope's blocks, from its documents.
CREATE FUNCTION search_pack(which int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_block WHERE scope = which;
  DELETE FROM search_fresh WHERE scope = which;
  INSERT INTO search_block (term, scope, most, size, docs, weights)
    SELECT term, which, max(weight), count(*), array_agg(doc ORDER BY weight DESC, doc), array_agg(weight ORDER BY weight DESC, doc)
    FROM (
      SELECT *, (row_number() OVER (PARTITION BY term ORDER BY weight DESC, doc) - 1) / 256 AS part
      FROM (SELECT u.term, d.id AS doc, search_weight(u.times, d.said) AS weight FROM search_doc d, unnest(d.terms, d.said_times) AS u(term, times)
        WHERE d.scope = which) AS each) AS parts
    GROUP BY term, part;
  UPDATE search_scope SET dead = 0, folds = 0, part = 0 WHERE id = which;
END $$;

-- The same of one part of 64 of its words, from the blocks themselves: in order of weight again, full, and without what is gone.
CREATE FUNCTION search_repack(which int, at int) RETURNS void LANGUAGE sql AS $$
  WITH was AS (
    DELETE FROM search_block WHERE scope = which
      AND term BETWEEN at * 67108864::bigint - 2147483648 AND at * 67108864::bigint - 2147483648 + 67108863
    RETURNING term, docs, weights
  ), posting AS (
    SELECT was.term, u.doc, u.weight FROM was, unnest(was.docs, was.weights) AS u(doc, weight)
    WHERE EXISTS (SELECT 1 FROM search_doc d WHERE d.id = u.doc AND d.scope = which)
  )
  INSERT INTO search_block (term, scope, most, size, docs, weights)
    SELECT term, which, max(weight), count(*), array_agg(doc ORDER BY weight DESC, doc), array_agg(weight ORDER BY weight DESC, doc)
    FROM (SELECT *, (row_number() OVER (PARTITION BY term ORDER BY weight DESC, doc) - 1) / 256 AS part FROM posting) AS parts
    GROUP BY term, part
$$;

-- Whoever changes the index holds this until the transaction ends. False where another does.
CREATE FUNCTION search_hold() RETURNS boolean LANGUAGE sql AS $$
  SELECT pg_try_advisory_xact_lock(hashtextextended('search', 0))
$$;

-- Works off some of what changed. Returns how many questions it looked at.
CREATE FUNCTION search_drain(most int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  wanted uuid[];
  one uuid;
BEGIN
  IF NOT search_hold() THEN
    RETURN 0;
  END IF;
  WITH batch AS (
    DELETE FROM search_stale WHERE n IN (SELECT n FROM search_stale ORDER BY n LIMIT most) RETURNING question_id)
  SELECT array_agg(DISTINCT question_id) INTO wanted FROM batch;
  IF wanted IS NULL THEN
    RETURN 0;
  END IF;
  FOREACH one IN ARRAY wanted LOOP
    PERFORM search_index(one);
  END LOOP;
  RETURN cardinality(wanted);
END $$;

-- Puts what is fresh into blocks once there is much of it, or tidies a part of what was put together from pieces often, has had much
-- taken out of it, or anything a day ago. Returns whether there may be more to do.
CREATE FUNCTION search_tidy(now timestamptz, fresh int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  which search_scope%ROWTYPE;
BEGIN
  IF NOT search_hold() THEN
    RETURN false;
  END IF;
  IF (SELECT count(*) FROM (SELECT 1 FROM search_fresh LIMIT fresh) AS many) >= fresh THEN
    PERFORM search_fold();
    RETURN true;
  END IF;
  SELECT * INTO which FROM search_scope s
    WHERE s.part > 0 OR s.folds >= 8 OR s.dead > 1000 + s.docs / 4 OR (s.dead > 0 AND coalesce(s.tidied_at < now - interval '1 day', true))
    ORDER BY s.part = 0, s.id LIMIT 1;
  IF which.id IS NULL THEN
    RETURN false;
  END IF;
  PERFORM search_repack(which.id, which.part);
  -- What goes while the parts are done one by one counts for the next time.
  UPDATE search_scope SET part = (part + 1) % 64, folds = CASE part WHEN 0 THEN 0 ELSE folds END,
    dead = CASE part WHEN 0 THEN 0 ELSE dead END, tidied_at = CASE part WHEN 0 THEN now ELSE tidied_at END WHERE id = which.id;
  RETURN true;
END $$;

-- Forgets words that nobody has written any more, of so many after one: each under all its keys at once, so that one that comes back is
-- learned whole. Returns the last word it looked at, where another is at the index the one before; null at the end.
CREATE FUNCTION search_forget(after text, most int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  until text;
BEGIN
  IF NOT search_hold() THEN
    RETURN after;
  END IF;
  SELECT max(next.key) INTO until FROM (SELECT s.key FROM search_spelling s WHERE s.key > after ORDER BY s.key LIMIT most) AS next;
  DELETE FROM search_spelling s USING (
    SELECT m.key, own.word FROM search_spelling own, search_misspelt(own.word) AS m
    WHERE own.key > after AND own.key <= until AND own.key = own.word
      AND NOT EXISTS (SELECT 1 FROM search_block b WHERE b.term = search_term(own.word))
      AND NOT EXISTS (SELECT 1 FROM search_fresh f WHERE f.term = search_term(own.word))) AS gone
  WHERE s.key = gone.key AND s.word = gone.word;
  RETURN until;
END $$;

CREATE FUNCTION search_question_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.text = NEW.text AND OLD.community_id IS NOT DISTINCT FROM NEW.community_id
      AND (OLD.state IN ('open', 'answered', 'resolved')) = (NEW.state IN ('open', 'answered', 'resolved')) THEN
    RETURN NULL;
  END IF;
  INSERT INTO search_stale (question_id) VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END);
  RETURN NULL;
END $$;

CREATE TRIGGER search_question AFTER INSERT OR DELETE OR UPDATE OF text, state, community_id ON "question"
  FOR EACH ROW EXECUTE FUNCTION search_question_changed();

CREATE FUNCTION search_reply_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_stale (question_id) VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.question_id ELSE NEW.question_id END);
  RETURN NULL;
END $$;

CREATE TRIGGER search_reply AFTER INSERT OR DELETE OR UPDATE OF text, counts, deleted_at ON "reply"
  FOR EACH ROW EXECUTE FUNCTION search_reply_changed();

-- Other people may read all that was asked in it.
CREATE FUNCTION search_readers_changed() RETURNS trigger LANGUAGE plpgsql AS $$
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
  INSERT INTO search_stale (question_id) SELECT id FROM question WHERE community_id = changed;
  RETURN NULL;
END $$;

CREATE TRIGGER search_access AFTER UPDATE OF access ON "community" FOR EACH ROW EXECUTE FUNCTION search_readers_changed();
CREATE TRIGGER search_sharing AFTER INSERT OR DELETE ON "community_organisation"
  FOR EACH ROW EXECUTE FUNCTION search_readers_changed();

-- All of it anew, of what is there.
CREATE FUNCTION search_rebuild() RETURNS void LANGUAGE plpgsql AS $$
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
    SELECT id AS community_id, search_scope_of(id) AS scope FROM community c WHERE EXISTS (SELECT 1 FROM question q WHERE q.community_id = c.id);
  CREATE TEMPORARY TABLE search_all ON COMMIT DROP AS
    SELECT q.id, p.scope, r.* FROM question q JOIN search_places p USING (community_id), LATERAL search_read(q.id) AS r;
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

INSERT INTO search_stale (question_id) SELECT id FROM question WHERE community_id IS NOT NULL;
