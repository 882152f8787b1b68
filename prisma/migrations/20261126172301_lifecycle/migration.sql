-- AlterTable
ALTER TABLE "community" ADD COLUMN     "stage" TEXT NOT NULL DEFAULT 'forming';

-- AlterTable
ALTER TABLE "presence" ADD COLUMN     "noted_at" TIMESTAMPTZ(3),
ADD COLUMN     "told_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "lifecycle" (
    "community_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "clock" TIMESTAMPTZ(3) NOT NULL,
    "look_at" TIMESTAMPTZ(3),
    "usual" INTEGER,
    "told" BOOLEAN NOT NULL DEFAULT false,
    "asking" TEXT,
    "asked_to" UUID,
    "alone_since" TIMESTAMPTZ(3),
    "alone_step" SMALLINT NOT NULL DEFAULT 0,

    CONSTRAINT "lifecycle_pkey" PRIMARY KEY ("community_id")
);

-- CreateTable
CREATE TABLE "lifecycle_vote" (
    "community_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "choice" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lifecycle_vote_pkey" PRIMARY KEY ("community_id","person_id")
);

-- CreateIndex
CREATE INDEX "lifecycle_look_at_idx" ON "lifecycle"("look_at");

-- CreateIndex
CREATE INDEX "lifecycle_vote_person_id_idx" ON "lifecycle_vote"("person_id");

-- AddForeignKey
ALTER TABLE "lifecycle" ADD CONSTRAINT "lifecycle_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lifecycle_vote" ADD CONSTRAINT "lifecycle_vote_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;
