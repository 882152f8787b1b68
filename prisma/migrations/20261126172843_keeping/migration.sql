-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "counted_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "community" ADD COLUMN     "keeping" TEXT NOT NULL DEFAULT 'apart';

-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "channel_id" UUID;

-- CreateTable
CREATE TABLE "channel_step" (
    "channel_id" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "wanted" TEXT NOT NULL,
    "wished_by" UUID,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "wished_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_step_pkey" PRIMARY KEY ("channel_id","account")
);

-- CreateIndex
CREATE INDEX "channel_step_state_due_at_idx" ON "channel_step"("state", "due_at");

-- AddForeignKey
ALTER TABLE "channel_step" ADD CONSTRAINT "channel_step_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
