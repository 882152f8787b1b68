-- AlterTable
ALTER TABLE "action_event" ADD COLUMN     "due_was" TEXT;

-- AlterTable
ALTER TABLE "lesson" ADD COLUMN     "look_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "recommendation" ADD COLUMN     "recorded" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "lesson_look_at_idx" ON "lesson"("look_at");
