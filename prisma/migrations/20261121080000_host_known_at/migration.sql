ALTER TABLE "Host" ADD COLUMN "knownAt" TIMESTAMPTZ(3);

-- The nearest that is on record: hosts whose engine did not answer said so while they were seen.
UPDATE "Host" SET "knownAt" = CASE WHEN "engineReachable" THEN "lastSeenAt" ELSE "observedAt" END;
