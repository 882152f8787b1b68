-- CreateTable
CREATE TABLE "private_claim" (
    "digest" BYTEA NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "private_claim_pkey" PRIMARY KEY ("digest")
);
