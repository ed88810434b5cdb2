-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "HostDesired" AS ENUM ('active', 'inactive', 'removed');

-- CreateEnum
CREATE TYPE "HostState" AS ENUM ('registering', 'active', 'inactive', 'reconnecting', 'disconnected', 'removing', 'removed', 'purged');

-- CreateEnum
CREATE TYPE "UserKind" AS ENUM ('admin', 'user');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'member', 'restricted', 'readonly');

-- CreateEnum
CREATE TYPE "UnitDesired" AS ENUM ('running', 'stopped', 'removed');

-- CreateEnum
CREATE TYPE "JobState" AS ENUM ('queued', 'leased', 'done', 'superseded');

-- CreateEnum
CREATE TYPE "StackDesired" AS ENUM ('present', 'removed');

-- CreateEnum
CREATE TYPE "ServiceKind" AS ENUM ('service', 'loadBalancer', 'external', 'alias', 'selector');

-- CreateEnum
CREATE TYPE "ServiceDesired" AS ENUM ('running', 'stopped', 'removed');

-- CreateTable
CREATE TABLE "Event" (
    "id" BIGSERIAL NOT NULL,
    "environmentId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "level" TEXT NOT NULL DEFAULT 'info',
    "actor" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "params" JSONB NOT NULL DEFAULT '{}',
    "hostId" TEXT,
    "stackId" TEXT,
    "serviceId" TEXT,
    "unitId" TEXT,
    "causeId" BIGINT,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "userId" TEXT,
    "username" TEXT,
    "procedure" TEXT NOT NULL,
    "environmentId" TEXT,
    "subjectId" TEXT,
    "clientIp" TEXT,
    "input" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EnrolmentToken" (
    "id" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "scriptFetchedAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "failureCode" TEXT,
    "failureMessage" TEXT,

    CONSTRAINT "EnrolmentToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Host" (
    "id" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "enrolmentTokenId" TEXT,
    "machineId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "labels" JSONB NOT NULL DEFAULT '{}',
    "desired" "HostDesired" NOT NULL DEFAULT 'active',
    "state" "HostState" NOT NULL DEFAULT 'registering',
    "stateSince" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "publicKey" TEXT NOT NULL,
    "keyRevokedAt" TIMESTAMPTZ(3),
    "sessionHash" TEXT,
    "sessionOpenedAt" TIMESTAMPTZ(3),
    "agentVersion" TEXT,
    "protocol" INTEGER,
    "lastSeenAt" TIMESTAMPTZ(3),
    "reportSequence" BIGINT NOT NULL DEFAULT 0,
    "observedAt" TIMESTAMPTZ(3),
    "engineReachable" BOOLEAN NOT NULL DEFAULT false,
    "address" TEXT,
    "automaticLabels" JSONB NOT NULL DEFAULT '{}',
    "commandLabels" JSONB NOT NULL DEFAULT '{}',
    "facts" JSONB,
    "foreignPorts" JSONB NOT NULL DEFAULT '[]',
    "foreignContainerCount" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Host_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "UserKind" NOT NULL DEFAULT 'user',
    "passwordHash" TEXT NOT NULL,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "client" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Environment" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "planGeneration" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Environment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "environmentId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "role" "Role" NOT NULL,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("environmentId","userId")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Unit" (
    "id" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "serviceId" TEXT NOT NULL,
    "hostId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "createIndex" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "desired" "UnitDesired" NOT NULL,
    "restartCount" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lostAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),
    "observedPresent" BOOLEAN,
    "observedGeneration" INTEGER,
    "observedConverged" BOOLEAN,
    "observedAt" TIMESTAMPTZ(3),
    "observedError" JSONB,
    "observedErrorSince" TIMESTAMPTZ(3),

    CONSTRAINT "Unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Instance" (
    "id" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "launch" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "dockerId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'missing',
    "specHash" TEXT,
    "startedAt" TIMESTAMPTZ(3),
    "ipAddress" TEXT,
    "exitCode" INTEGER,
    "facts" JSONB,
    "observedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Job" (
    "id" BIGSERIAL NOT NULL,
    "environmentId" TEXT NOT NULL,
    "hostId" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'unit',
    "key" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "payload" JSONB NOT NULL,
    "state" "JobState" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leaseUntil" TIMESTAMPTZ(3),
    "error" JSONB,
    "failingSince" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Stack" (
    "id" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "desired" "StackDesired" NOT NULL DEFAULT 'present',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Stack_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Service" (
    "id" TEXT NOT NULL,
    "environmentId" TEXT NOT NULL,
    "stackId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "kind" "ServiceKind" NOT NULL DEFAULT 'service',
    "scale" INTEGER NOT NULL DEFAULT 1,
    "desired" "ServiceDesired" NOT NULL DEFAULT 'running',
    "restartCount" INTEGER NOT NULL DEFAULT 0,
    "links" JSONB NOT NULL DEFAULT '[]',
    "revisionNumber" INTEGER NOT NULL DEFAULT 1,
    "nextCreateIndex" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Revision" (
    "id" TEXT NOT NULL,
    "serviceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "spec" JSONB NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServiceStatus" (
    "serviceId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" JSONB,
    "unitCount" INTEGER NOT NULL,
    "runningCount" INTEGER NOT NULL,
    "units" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ServiceStatus_pkey" PRIMARY KEY ("serviceId")
);

-- CreateIndex
CREATE INDEX "Event_environmentId_id_idx" ON "Event"("environmentId", "id" DESC);

-- CreateIndex
CREATE INDEX "Event_hostId_id_idx" ON "Event"("hostId", "id" DESC);

-- CreateIndex
CREATE INDEX "Event_stackId_id_idx" ON "Event"("stackId", "id" DESC);

-- CreateIndex
CREATE INDEX "Event_serviceId_id_idx" ON "Event"("serviceId", "id" DESC);

-- CreateIndex
CREATE INDEX "Event_at_idx" ON "Event"("at");

-- CreateIndex
CREATE INDEX "Audit_at_idx" ON "Audit"("at");

-- CreateIndex
CREATE INDEX "Audit_environmentId_id_idx" ON "Audit"("environmentId", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "EnrolmentToken_tokenHash_key" ON "EnrolmentToken"("tokenHash");

-- CreateIndex
CREATE INDEX "EnrolmentToken_environmentId_idx" ON "EnrolmentToken"("environmentId");

-- CreateIndex
CREATE UNIQUE INDEX "Host_sessionHash_key" ON "Host"("sessionHash");

-- CreateIndex
CREATE INDEX "Host_environmentId_idx" ON "Host"("environmentId");

-- CreateIndex
CREATE UNIQUE INDEX "User_username_key" ON "User"("username");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE INDEX "Unit_environmentId_idx" ON "Unit"("environmentId");

-- CreateIndex
CREATE INDEX "Unit_serviceId_idx" ON "Unit"("serviceId");

-- CreateIndex
CREATE INDEX "Unit_hostId_idx" ON "Unit"("hostId");

-- CreateIndex
CREATE UNIQUE INDEX "Instance_unitId_launch_key" ON "Instance"("unitId", "launch");

-- CreateIndex
CREATE INDEX "Job_key_generation_idx" ON "Job"("key", "generation");

-- CreateIndex
CREATE INDEX "Stack_environmentId_idx" ON "Stack"("environmentId");

-- CreateIndex
CREATE INDEX "Service_environmentId_idx" ON "Service"("environmentId");

-- CreateIndex
CREATE INDEX "Service_stackId_idx" ON "Service"("stackId");

-- CreateIndex
CREATE UNIQUE INDEX "Revision_serviceId_number_key" ON "Revision"("serviceId", "number");

-- AddForeignKey
ALTER TABLE "EnrolmentToken" ADD CONSTRAINT "EnrolmentToken_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Host" ADD CONSTRAINT "Host_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Host" ADD CONSTRAINT "Host_enrolmentTokenId_fkey" FOREIGN KEY ("enrolmentTokenId") REFERENCES "EnrolmentToken"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Service"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Instance" ADD CONSTRAINT "Instance_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stack" ADD CONSTRAINT "Stack_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Service" ADD CONSTRAINT "Service_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Service" ADD CONSTRAINT "Service_stackId_fkey" FOREIGN KEY ("stackId") REFERENCES "Stack"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Service"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceStatus" ADD CONSTRAINT "ServiceStatus_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Service"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema cannot say. Names are free again once their object is removed, and do not differ by case alone.

CREATE UNIQUE INDEX "Environment_name_live_key" ON "Environment" (lower("name")) WHERE "removedAt" IS NULL;
CREATE UNIQUE INDEX "Stack_name_live_key" ON "Stack" ("environmentId", lower("name")) WHERE "removedAt" IS NULL;
CREATE UNIQUE INDEX "Service_name_live_key" ON "Service" ("stackId", lower("name")) WHERE "removedAt" IS NULL;

-- The same machine again is the same host.
CREATE UNIQUE INDEX "Host_machineId_live_key" ON "Host" ("environmentId", "machineId") WHERE "removedAt" IS NULL;

-- One unit per slot; one that is on its way out no longer holds it.
CREATE UNIQUE INDEX "Unit_index_live_key" ON "Unit" ("serviceId", "index") WHERE "removedAt" IS NULL AND "desired" <> 'removed';

-- The queue: one open job per unit, the claim of a host's due jobs, and the search for leases that ran out.
CREATE UNIQUE INDEX "Job_key_open_key" ON "Job" ("key") WHERE "state" IN ('queued', 'leased');
CREATE INDEX "Job_claim_idx" ON "Job" ("hostId", "notBefore") WHERE "state" = 'queued';
CREATE INDEX "Job_lease_idx" ON "Job" ("leaseUntil") WHERE "state" = 'leased';
CREATE INDEX "Job_finished_idx" ON "Job" ("finishedAt") WHERE "state" IN ('done', 'superseded');

ALTER TABLE "Job" ADD CONSTRAINT "Job_generation_check" CHECK ("generation" >= 1);
ALTER TABLE "Job" ADD CONSTRAINT "Job_attempts_check" CHECK ("attempts" >= 0);
ALTER TABLE "Job" ADD CONSTRAINT "Job_lease_check" CHECK ("state" <> 'leased' OR "leaseUntil" IS NOT NULL);
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_generation_check" CHECK ("generation" >= 1);
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_index_check" CHECK ("index" >= 1);
ALTER TABLE "Service" ADD CONSTRAINT "Service_scale_check" CHECK ("scale" >= 0);
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_number_check" CHECK ("number" >= 1);

-- Rows that are updated all the time keep room on their page for the next version, and are cleaned up early.
ALTER TABLE "Job" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
ALTER TABLE "Host" SET (fillfactor = 70);
ALTER TABLE "Unit" SET (fillfactor = 80);
ALTER TABLE "Instance" SET (fillfactor = 80);
