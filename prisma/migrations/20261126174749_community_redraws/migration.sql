-- CreateTable
CREATE TABLE "community_redraw" (
    "community_id" UUID NOT NULL,
    "privately" BOOLEAN NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "before" BIGINT,

    CONSTRAINT "community_redraw_pkey" PRIMARY KEY ("community_id")
);

-- CreateIndex
CREATE INDEX "community_redraw_asked_at_community_id_idx" ON "community_redraw"("asked_at", "community_id");

-- CreateIndex
-- What a message is of, before what is said more of it after a slash: schema.prisma has no words for an index of an expression.
CREATE INDEX "outgoing_head_idx" ON "outgoing"(split_part("subject", '/', 1));

-- AddForeignKey
ALTER TABLE "community_redraw" ADD CONSTRAINT "community_redraw_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;
