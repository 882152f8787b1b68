-- CreateTable
CREATE TABLE "page_link" (
    "digest" TEXT NOT NULL,
    "identity_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "page_link_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "page_session" (
    "digest" TEXT NOT NULL,
    "identity_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "page_session_pkey" PRIMARY KEY ("digest")
);

-- CreateIndex
CREATE INDEX "page_link_identity_id_idx" ON "page_link"("identity_id");

-- CreateIndex
CREATE INDEX "page_link_expires_at_idx" ON "page_link"("expires_at");

-- CreateIndex
CREATE INDEX "page_session_identity_id_idx" ON "page_session"("identity_id");

-- CreateIndex
CREATE INDEX "page_session_ends_at_idx" ON "page_session"("ends_at");

-- CreateIndex
CREATE INDEX "join_request_person_id_idx" ON "join_request"("person_id");

-- CreateIndex
CREATE INDEX "invitation_platform_ref_idx" ON "invitation"("platform", "ref");
