-- AlterTable
ALTER TABLE "contribution" ADD COLUMN     "held_for" TEXT;

-- AlterTable
ALTER TABLE "done_mark" ADD COLUMN     "epoch" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "session_draft" ADD COLUMN     "carried" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "staged_input" ADD COLUMN     "told" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "session_round" (
    "session_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "unattributed" BOOLEAN NOT NULL,
    "question" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "revealed_at" TIMESTAMPTZ(3),
    "done" INTEGER NOT NULL DEFAULT 0,
    "done_at" TIMESTAMPTZ(3),
    "contributors" INTEGER,
    "answers" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "session_round_pkey" PRIMARY KEY ("session_id","round")
);

-- CreateTable
CREATE TABLE "contribution_challenge" (
    "id" UUID NOT NULL,
    "contribution_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "told" BOOLEAN NOT NULL DEFAULT false,
    "settled_by" UUID,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "contribution_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "contribution_challenge_contribution_id_idx" ON "contribution_challenge"("contribution_id");

-- AddForeignKey
ALTER TABLE "session_round" ADD CONSTRAINT "session_round_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contribution_challenge" ADD CONSTRAINT "contribution_challenge_contribution_id_fkey" FOREIGN KEY ("contribution_id") REFERENCES "contribution"("id") ON DELETE CASCADE ON UPDATE CASCADE;
