-- AlterTable
ALTER TABLE "community" ADD COLUMN     "drafting" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "organisation" ADD COLUMN     "drafting" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "drafted_answer" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "words" JSONB,
    "place" TEXT,
    "state" TEXT NOT NULL DEFAULT 'writing',
    "sentences" JSONB NOT NULL DEFAULT '[]',
    "model" TEXT NOT NULL DEFAULT '',
    "prompt" TEXT NOT NULL DEFAULT '',
    "fault" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "look_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "shared_at" TIMESTAMPTZ(3),

    CONSTRAINT "drafted_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drafted_source" (
    "draft_id" UUID NOT NULL,
    "number" SMALLINT NOT NULL,
    "question_id" UUID NOT NULL,
    "reply_id" UUID NOT NULL,
    "mark" TEXT,

    CONSTRAINT "drafted_source_pkey" PRIMARY KEY ("draft_id","number")
);

-- CreateTable
CREATE TABLE "draft_vote" (
    "draft_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "useful" BOOLEAN NOT NULL,

    CONSTRAINT "draft_vote_pkey" PRIMARY KEY ("draft_id","person_id")
);

-- CreateTable
CREATE TABLE "draft_count" (
    "month" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "prompt" TEXT NOT NULL,
    "useful" INTEGER NOT NULL DEFAULT 0,
    "not_useful" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "draft_count_pkey" PRIMARY KEY ("month","model","prompt")
);

-- CreateIndex
CREATE INDEX "drafted_answer_person_id_idx" ON "drafted_answer"("person_id");

-- CreateIndex
CREATE INDEX "drafted_answer_look_at_idx" ON "drafted_answer"("look_at");

-- CreateIndex
CREATE INDEX "drafted_answer_created_at_idx" ON "drafted_answer"("created_at");

-- CreateIndex
CREATE INDEX "drafted_source_question_id_idx" ON "drafted_source"("question_id");

-- CreateIndex
CREATE INDEX "draft_vote_person_id_idx" ON "draft_vote"("person_id");

-- AddForeignKey
ALTER TABLE "drafted_source" ADD CONSTRAINT "drafted_source_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "drafted_answer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_vote" ADD CONSTRAINT "draft_vote_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "drafted_answer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
