-- CreateTable
CREATE TABLE "report_wording" (
    "session_id" UUID NOT NULL,
    "draft" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "look_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_wording_pkey" PRIMARY KEY ("session_id")
);

-- CreateIndex
CREATE INDEX "report_wording_look_at_idx" ON "report_wording"("look_at");

-- AddForeignKey
ALTER TABLE "report_wording" ADD CONSTRAINT "report_wording_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
