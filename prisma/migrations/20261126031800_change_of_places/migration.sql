-- AlterTable
ALTER TABLE "outgoing" ADD COLUMN     "displaced_by" UUID,
ADD COLUMN     "homeless" BOOLEAN NOT NULL DEFAULT false;
