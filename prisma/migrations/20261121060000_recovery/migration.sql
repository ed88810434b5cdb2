-- CreateEnum
CREATE TYPE "RecoveryOfferState" AS ENUM ('open', 'dismissed');

-- AlterTable
ALTER TABLE "Host" ADD COLUMN "vouchedBy" TEXT;

-- CreateTable
CREATE TABLE "BlueprintVersion" (
    "environmentId" TEXT NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "BlueprintVersion_pkey" PRIMARY KEY ("environmentId")
);

-- CreateTable
CREATE TABLE "RecoveryOffer" (
    "id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "serverId" TEXT NOT NULL,
    "hostId" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "machineId" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,
    "hostName" TEXT NOT NULL,
    "environmentName" TEXT NOT NULL,
    "clientIp" TEXT NOT NULL,
    "address" TEXT,
    "agentVersion" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "content" JSONB,
    "bytes" INTEGER NOT NULL,
    "stackCount" INTEGER NOT NULL,
    "serviceCount" INTEGER NOT NULL,
    "unitCount" INTEGER NOT NULL,
    "state" "RecoveryOfferState" NOT NULL DEFAULT 'open',
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dismissedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RecoveryOffer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TrustedServer" (
    "fingerprint" TEXT NOT NULL,
    "serverId" TEXT NOT NULL,
    "trustedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "trustedById" TEXT,
    "trustedByName" TEXT,

    CONSTRAINT "TrustedServer_pkey" PRIMARY KEY ("fingerprint")
);

-- CreateTable
CREATE TABLE "RecoveredOutline" (
    "environmentId" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "outline" JSONB NOT NULL,

    CONSTRAINT "RecoveredOutline_pkey" PRIMARY KEY ("environmentId")
);

-- CreateIndex
CREATE INDEX "RecoveryOffer_lastSeenAt_idx" ON "RecoveryOffer"("lastSeenAt");

-- CreateIndex
CREATE UNIQUE INDEX "RecoveryOffer_fingerprint_hostId_key" ON "RecoveryOffer"("fingerprint", "hostId");

-- AddForeignKey
ALTER TABLE "BlueprintVersion" ADD CONSTRAINT "BlueprintVersion_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveredOutline" ADD CONSTRAINT "RecoveredOutline_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "BlueprintVersion" ("environmentId", "version")
SELECT "id", (extract(epoch from now()) * 1000)::bigint FROM "Environment" WHERE "removedAt" IS NULL;
