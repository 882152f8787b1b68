-- CreateTable
CREATE TABLE "report_finding" (
    "session_id" UUID NOT NULL,
    "mark" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "found" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_finding_pkey" PRIMARY KEY ("session_id","mark")
);

-- CreateTable
CREATE TABLE "report_summary" (
    "session_id" UUID NOT NULL,
    "sentences" JSONB NOT NULL,
    "model" TEXT NOT NULL,
    "prompt" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "checked_by" UUID,

    CONSTRAINT "report_summary_pkey" PRIMARY KEY ("session_id")
);

-- AddForeignKey
ALTER TABLE "report_finding" ADD CONSTRAINT "report_finding_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_summary" ADD CONSTRAINT "report_summary_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
