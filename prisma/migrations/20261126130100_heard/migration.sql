-- AlterTable
-- What was asked before is not told of.
ALTER TABLE "question" ADD COLUMN     "heard_at" TIMESTAMPTZ(3) DEFAULT now(),
ADD COLUMN     "heard_to" UUID;
ALTER TABLE "question" ALTER COLUMN "heard_at" DROP DEFAULT;

-- CreateTable
CREATE TABLE "channel_member" (
    "platform" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_member_pkey" PRIMARY KEY ("platform","channel","account")
);

-- CreateIndex
CREATE INDEX "channel_member_platform_account_idx" ON "channel_member"("platform", "account");

-- CreateIndex
CREATE INDEX "question_heard_at_opened_at_idx" ON "question"("heard_at", "opened_at");
