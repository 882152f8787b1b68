-- CreateTable
CREATE TABLE "session_benefit" (
    "session_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "person_id" UUID,
    "applied" TEXT NOT NULL DEFAULT '',
    "realised" TEXT NOT NULL DEFAULT '',
    "shown" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "session_benefit_pkey" PRIMARY KEY ("session_id")
);

-- CreateIndex
CREATE INDEX "session_benefit_person_id_idx" ON "session_benefit"("person_id");

-- AddForeignKey
ALTER TABLE "session_benefit" ADD CONSTRAINT "session_benefit_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
