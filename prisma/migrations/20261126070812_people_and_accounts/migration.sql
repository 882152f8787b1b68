-- AlterTable
ALTER TABLE "identity" ADD COLUMN     "first_email" TEXT,
ADD COLUMN     "given" TEXT,
ADD COLUMN     "own_id" UUID;

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "compared_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "listed_domain" (
    "domain" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "listed_domain_pkey" PRIMARY KEY ("domain","organisation_id")
);

-- CreateTable
CREATE TABLE "profile" (
    "person_id" UUID NOT NULL,
    "ask_me" TEXT NOT NULL DEFAULT '',
    "done" TEXT NOT NULL DEFAULT '',
    "learn" TEXT NOT NULL DEFAULT '',
    "languages" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "preference" (
    "person_id" UUID NOT NULL,
    "quiet_from" TEXT,
    "quiet_until" TEXT,
    "days" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "even_days" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "zone" TEXT,
    "locale" TEXT,
    "paused_until" TIMESTAMPTZ(3),
    "place_id" UUID,
    "brief" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preference_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "link_code" (
    "id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "made_by" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "typed_by" UUID,
    "typed_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'made',

    CONSTRAINT "link_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_try" (
    "identity_id" UUID NOT NULL,
    "tries" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_try_pkey" PRIMARY KEY ("identity_id")
);

-- CreateTable
CREATE TABLE "joining" (
    "id" UUID NOT NULL,
    "how" TEXT NOT NULL,
    "one_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "joining_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "origin" (
    "what" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "was" JSONB,

    CONSTRAINT "origin_pkey" PRIMARY KEY ("what","key","person_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "link_code_digest_key" ON "link_code"("digest");

-- CreateIndex
CREATE INDEX "link_code_made_by_idx" ON "link_code"("made_by");

-- CreateIndex
CREATE INDEX "joining_one_id_idx" ON "joining"("one_id");

-- CreateIndex
CREATE INDEX "joining_other_id_idx" ON "joining"("other_id");

-- CreateIndex
CREATE INDEX "origin_person_id_idx" ON "origin"("person_id");

-- CreateIndex
CREATE INDEX "identity_first_email_idx" ON "identity"("first_email");

-- CreateIndex
CREATE INDEX "reply_person_id_idx" ON "reply"("person_id");

-- AddForeignKey
ALTER TABLE "listed_domain" ADD CONSTRAINT "listed_domain_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile" ADD CONSTRAINT "profile_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "preference" ADD CONSTRAINT "preference_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
