-- AlterTable
ALTER TABLE "community" ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "community_term" (
    "term" TEXT NOT NULL,
    "community_id" UUID NOT NULL,
    "place" SMALLINT NOT NULL,

    CONSTRAINT "community_term_pkey" PRIMARY KEY ("term","community_id")
);

-- CreateTable
CREATE TABLE "asked_question" (
    "question_id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "terms" TEXT[],

    CONSTRAINT "asked_question_pkey" PRIMARY KEY ("question_id")
);

-- CreateTable
CREATE TABLE "asked_term" (
    "term" TEXT NOT NULL,
    "community_id" UUID NOT NULL,
    "questions" INTEGER NOT NULL,

    CONSTRAINT "asked_term_pkey" PRIMARY KEY ("term","community_id")
);

-- CreateTable
CREATE TABLE "spelling" (
    "key" TEXT NOT NULL,
    "word" TEXT NOT NULL,

    CONSTRAINT "spelling_pkey" PRIMARY KEY ("key","word")
);

-- CreateIndex
CREATE INDEX "membership_community_id_role_joined_at_person_id_idx" ON "membership"("community_id", "role", "joined_at", "person_id");

-- CreateIndex
CREATE INDEX "community_term_community_id_idx" ON "community_term"("community_id");

-- CreateIndex
CREATE INDEX "asked_question_community_id_opened_at_idx" ON "asked_question"("community_id", "opened_at");

-- CreateIndex
CREATE INDEX "asked_term_community_id_idx" ON "asked_term"("community_id");

-- What follows keeps these tables true in the very transactions that change a community or a question, whichever release runs.

-- Words as they are compared: lower case, no accents, and single spaces for everything that is neither letter nor digit.
CREATE FUNCTION find_fold(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT trim(regexp_replace(regexp_replace(lower(normalize(written, NFKD)), '[\u0300-\u036f''’]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'))
$$;

-- The same, stemmed, each once. Long words are no words.
CREATE FUNCTION find_terms(written text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(term), '{}') FROM unnest(tsvector_to_array(to_tsvector('pg_catalog.english', find_fold(written)))) AS term
  WHERE length(term) <= 40
$$;

-- What somebody wrote, without the names and values with which it is kept, and without people's names.
CREATE FUNCTION find_text(kept jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(kept) WHEN 'string' THEN kept #>> '{}'
    ELSE (SELECT string_agg(said #>> '{}', ' ') FROM jsonb_path_query(kept, 'strict $.** ? (exists(@.text)).text') AS said) END
$$;

CREATE FUNCTION find_community_terms(name text, tags text[], purpose text) RETURNS TABLE (term text, place smallint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT said.term, bit_or(said.place)::smallint FROM (
    SELECT unnest(find_terms(name)) AS term, 4 AS place
    UNION ALL SELECT unnest(find_terms(array_to_string(tags, ' '))), 2
    UNION ALL SELECT unnest(find_terms(purpose)), 1) AS said
  GROUP BY said.term
$$;

CREATE FUNCTION find_spellings(written text) RETURNS TABLE (key text, word text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT DISTINCT left(said.word, at - 1) || substr(said.word, at + 1), said.word
  FROM regexp_split_to_table(find_fold(written), ' ') AS said(word), generate_series(1, length(said.word) + 1) AS at
  WHERE said.word ~ '^[[:alpha:]]{4,24}$'
$$;

CREATE FUNCTION find_community_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM community_term WHERE community_id = OLD.id;
  IF TG_OP = 'DELETE' THEN
    RETURN NULL;
  END IF;
  INSERT INTO community_term (term, community_id, place)
    SELECT said.term, NEW.id, said.place FROM find_community_terms(NEW.name, NEW.tags, NEW.purpose) AS said;
  INSERT INTO spelling (key, word)
    SELECT said.key, said.word FROM find_spellings(concat_ws(' ', NEW.name, array_to_string(NEW.tags, ' '), NEW.purpose)) AS said
    ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER find_community AFTER INSERT OR DELETE OR UPDATE OF name, purpose, tags ON "community"
  FOR EACH ROW EXECUTE FUNCTION find_community_changed();

-- Of each community the newest forty questions count. One question of a community after the other: two that share words would wait for each other.
CREATE FUNCTION find_question_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was boolean := TG_OP <> 'INSERT' AND OLD.community_id IS NOT NULL AND OLD.state NOT IN ('drafted', 'withdrawn', 'held');
  is_now boolean := TG_OP <> 'DELETE' AND NEW.community_id IS NOT NULL AND NEW.state NOT IN ('drafted', 'withdrawn', 'held');
  place uuid;
BEGIN
  IF was AND is_now AND OLD.community_id = NEW.community_id AND OLD.text = NEW.text OR NOT was AND NOT is_now THEN
    RETURN NULL;
  END IF;
  place := CASE WHEN is_now THEN NEW.community_id ELSE OLD.community_id END;
  PERFORM pg_advisory_xact_lock(hashtextextended('find ' || place, 0));
  WITH gone AS (
    DELETE FROM asked_question WHERE TG_OP <> 'INSERT' AND question_id = OLD.id RETURNING community_id, terms
  ), counted AS (
    UPDATE asked_term t SET questions = t.questions - 1 FROM gone WHERE t.community_id = gone.community_id AND t.term = ANY (gone.terms)
    RETURNING 1
  ) SELECT INTO was count(*) > 0 FROM counted;
  IF is_now THEN
    INSERT INTO asked_question (question_id, community_id, opened_at, terms)
      VALUES (NEW.id, place, coalesce(NEW.opened_at, NEW.created_at), find_terms(find_text(NEW.text)));
    INSERT INTO asked_term (term, community_id, questions)
      SELECT said.term, place, 1 FROM asked_question q, unnest(q.terms) AS said(term) WHERE q.question_id = NEW.id
      ON CONFLICT (term, community_id) DO UPDATE SET questions = asked_term.questions + 1;
    WITH too_old AS (
      DELETE FROM asked_question WHERE question_id IN (
        SELECT question_id FROM asked_question WHERE community_id = place ORDER BY opened_at DESC, question_id DESC OFFSET 40)
      RETURNING terms
    ), fewer AS (
      SELECT said.term, count(*)::int AS questions FROM too_old, unnest(too_old.terms) AS said(term) GROUP BY said.term
    )
    UPDATE asked_term t SET questions = t.questions - fewer.questions FROM fewer WHERE t.community_id = place AND t.term = fewer.term;
  END IF;
  DELETE FROM asked_term WHERE community_id = place AND questions <= 0;
  RETURN NULL;
END $$;

CREATE TRIGGER find_question AFTER INSERT OR DELETE OR UPDATE OF text, state, community_id ON "question"
  FOR EACH ROW EXECUTE FUNCTION find_question_changed();

-- All of it anew, of what is there.
CREATE FUNCTION find_rebuild() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM community_term;
  DELETE FROM spelling;
  DELETE FROM asked_question;
  DELETE FROM asked_term;
  INSERT INTO community_term (term, community_id, place)
    SELECT said.term, c.id, said.place FROM community c, find_community_terms(c.name, c.tags, c.purpose) AS said;
  INSERT INTO spelling (key, word)
    SELECT DISTINCT said.key, said.word FROM (
      SELECT DISTINCT regexp_split_to_table(find_fold(concat_ws(' ', c.name, array_to_string(c.tags, ' '), c.purpose)), ' ') FROM community c) AS w(word),
      find_spellings(w.word) AS said;
  INSERT INTO asked_question (question_id, community_id, opened_at, terms)
    SELECT q.id, q.community_id, q.at, find_terms(find_text(q.text)) FROM (
      SELECT id, community_id, coalesce(opened_at, created_at) AS at, text,
        row_number() OVER (PARTITION BY community_id ORDER BY coalesce(opened_at, created_at) DESC, id DESC) AS place
      FROM question WHERE community_id IS NOT NULL AND state NOT IN ('drafted', 'withdrawn', 'held')) AS q
    WHERE q.place <= 40;
  INSERT INTO asked_term (term, community_id, questions)
    SELECT said.term, q.community_id, count(*)::int FROM asked_question q, unnest(q.terms) AS said(term) GROUP BY 1, 2;
END $$;

SELECT find_rebuild();
