-- AlterTable
ALTER TABLE "installation" ADD COLUMN     "expires_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "enterprise" TEXT;

-- CreateTable
CREATE TABLE "allowed_install" (
    "connection" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "organisation" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allowed_install_pkey" PRIMARY KEY ("connection","external_id")
);

-- CreateTable
CREATE TABLE "spent_state" (
    "id" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spent_state_pkey" PRIMARY KEY ("id")
);
