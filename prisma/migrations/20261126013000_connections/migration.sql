-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "connection" TEXT;

-- CreateTable
CREATE TABLE "connection" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "app_id" TEXT NOT NULL,
    "tenant" TEXT,
    "settings" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "secret_expires_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation" (
    "connection" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "token" BYTEA,
    "bot_user_id" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "scopes" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'active',
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("connection","external_id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
