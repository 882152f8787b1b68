-- CreateTable
CREATE TABLE "answer_use" (
    "question_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answer_use_pkey" PRIMARY KEY ("question_id","person_id")
);

-- CreateIndex
CREATE INDEX "answer_use_person_id_idx" ON "answer_use"("person_id");

-- AddForeignKey
ALTER TABLE "answer_use" ADD CONSTRAINT "answer_use_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE CASCADE ON UPDATE CASCADE;
