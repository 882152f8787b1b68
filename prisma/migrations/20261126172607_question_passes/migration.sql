-- CreateTable
CREATE TABLE "question_pass" (
    "question_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "line" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "declined_at" TIMESTAMPTZ(3),

    CONSTRAINT "question_pass_pkey" PRIMARY KEY ("question_id","identity_id")
);

-- CreateIndex
CREATE INDEX "question_pass_identity_id_idx" ON "question_pass"("identity_id");

-- CreateIndex
CREATE INDEX "question_pass_by_id_created_at_idx" ON "question_pass"("by_id", "created_at");

-- AddForeignKey
ALTER TABLE "question_pass" ADD CONSTRAINT "question_pass_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE CASCADE ON UPDATE CASCADE;
