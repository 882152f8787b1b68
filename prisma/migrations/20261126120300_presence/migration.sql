-- CreateTable
CREATE TABLE "presence" (
    "community_id" UUID NOT NULL,
    "acted_at" TIMESTAMPTZ(3) NOT NULL,
    "stage" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "presence_pkey" PRIMARY KEY ("community_id")
);

-- CreateIndex
CREATE INDEX "presence_due_at_idx" ON "presence"("due_at");

-- AddForeignKey
ALTER TABLE "presence" ADD CONSTRAINT "presence_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
