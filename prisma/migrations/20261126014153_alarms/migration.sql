-- AlterTable
ALTER TABLE "outgoing" ADD COLUMN     "code" TEXT;

-- CreateTable
CREATE TABLE "alarm" (
    "cause" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "stage" INTEGER NOT NULL,
    "args" JSONB NOT NULL,
    "told" BOOLEAN NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alarm_pkey" PRIMARY KEY ("cause")
);
