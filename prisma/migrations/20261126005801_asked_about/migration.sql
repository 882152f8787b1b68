-- AlterTable
ALTER TABLE "question" ADD COLUMN     "about_link" TEXT;
