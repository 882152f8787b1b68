-- CreateTable
CREATE TABLE "hearing" (
    "platform" TEXT NOT NULL,
    "heard_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hearing_pkey" PRIMARY KEY ("platform")
);

-- CreateTable
CREATE TABLE "gap" (
    "id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "sure" BOOLEAN NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "planned_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "gap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gap_look" (
    "gap_id" UUID NOT NULL,
    "feature" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gap_look_pkey" PRIMARY KEY ("gap_id","feature","subject")
);

-- CreateIndex
CREATE INDEX "gap_done_at_due_at_idx" ON "gap"("done_at", "due_at");

-- CreateIndex
CREATE INDEX "gap_look_gap_id_due_at_position_idx" ON "gap_look"("gap_id", "due_at", "position");

-- AddForeignKey
ALTER TABLE "gap_look" ADD CONSTRAINT "gap_look_gap_id_fkey" FOREIGN KEY ("gap_id") REFERENCES "gap"("id") ON DELETE CASCADE ON UPDATE CASCADE;
