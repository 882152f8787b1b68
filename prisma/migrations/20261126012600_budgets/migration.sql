-- CreateTable
CREATE TABLE "budget" (
    "key" TEXT NOT NULL,
    "earned_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_until" TIMESTAMPTZ(3),

    CONSTRAINT "budget_pkey" PRIMARY KEY ("key")
);
