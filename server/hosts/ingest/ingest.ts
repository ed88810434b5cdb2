import type pg from 'pg';
import type { z } from 'zod';
import type { ReportInput, reportOutput } from '../../../agent/protocol/messages.ts';
import { appendAudit, appendEvents } from '../../db/history.ts';
import { noteChanges, wakeEnvironment, wakeHosts } from '../../db/notify.ts';
import {
  lockReportingHost,
  type ReportingHost,
  recordHeartbeat,
  writeHostObservation,
} from '../../db/repositories/ingest/lock-host.ts';
import {
  findUnitsElsewhere,
  readRecordedInstances,
  readRecordedUnits,
} from '../../db/repositories/ingest/read-units.ts';
import { writeInstanceChanges, writeUnitChanges } from '../../db/repositories/ingest/write-units.ts';
import { inTransaction } from '../../db/repositories/queue/in-transaction.ts';
import { LEASE_MS } from '../../db/repositories/queue/leases.ts';
import { completeJobs, failJobs, renewLeases } from '../../db/repositories/queue/settle.ts';
import { pgSql } from '../../db/sql.ts';
import type { Change } from '../../schemas/event.ts';
import type { HostLink } from '../link.ts';
import type { AgentSession } from '../sessions.ts';
import { WireRefusal } from '../wire-refusal.ts';
import { digestReport, type ReportDigest } from './digest.ts';
import { engineEvents, reportEvents } from './history.ts';
import { digestHost } from './host-news.ts';

function isHeartbeat(report: ReportInput): boolean {
  return (
    !report.full &&
    report.units.length === 0 &&
    report.failures.length === 0 &&
    report.facts === null &&
    report.foreignPorts === null &&
    report.foreignContainerCount === null
  );
}

function isSame(digest: ReportDigest): boolean {
  return digest.news.length + digest.units.length + digest.doneJobIds.length + digest.failures.length === 0;
}

function topics(
  host: ReportingHost,
  digest: ReportDigest,
  instanceIds: readonly string[],
  eventCount: number,
): Change[] {
  const changes: Change[] = [];
  for (const { unit } of digest.news) {
    changes.push({ topic: 'service', id: unit.serviceId }, { topic: 'stack', id: unit.stackId });
  }
  for (const id of instanceIds) changes.push({ topic: 'container', id });
  changes.push({ topic: 'host', id: host.id }, { topic: 'hosts', id: null });
  if (eventCount > 0) changes.push({ topic: 'events', id: null });
  return changes;
}

async function read(client: pg.PoolClient, hostId: string, report: ReportInput): Promise<ReportDigest> {
  const ids = [...report.units, ...report.failures].map((entry) => entry.unitId);
  if (ids.length === 0 && !report.full) return digestReport(report, [], []);
  const units = await readRecordedUnits(client, hostId, report.full ? null : ids);
  const instances = await readRecordedInstances(
    client,
    units.map((unit) => unit.id),
  );
  return digestReport(report, units, instances);
}

async function write(
  client: pg.PoolClient,
  host: ReportingHost,
  report: ReportInput,
  digest: ReportDigest,
): Promise<void> {
  const news = digestHost(host, report);
  await writeHostObservation(client, news.observation);
  await writeUnitChanges(client, digest.units);
  const instanceIds = await writeInstanceChanges(client, digest.instances);
  await completeJobs(client, digest.doneJobIds);
  await renewLeases(client, digest.progressJobIds, LEASE_MS);
  await failJobs(
    client,
    host.id,
    digest.failures.map((failure) => failure.attempt),
  );
  const run = pgSql(client);
  const events = [...engineEvents(host, report.engineReachable), ...reportEvents(host, digest)];
  await appendEvents(run, events);
  const same = isSame(digest);
  if (!same || news.matters) await wakeEnvironment(run, host.environmentId);
  // A waiting poll sleeps until the next job is due, and that has just changed.
  if (digest.failures.length > 0) await wakeHosts(run, [host.id]);
  if (!same || news.visible || instanceIds.length > 0) {
    await noteChanges(run, host.environmentId, topics(host, digest, instanceIds, events.length));
  }
}

/** An agent that speaks of units of other hosts is lying or was copied; either is for people to see, once. */
async function recordForgeries(link: HostLink, session: AgentSession, strangerIds: readonly string[]) {
  if (strangerIds.length === 0) return;
  const { pool } = link.deps.database;
  const foreign = await findUnitsElsewhere(pool, session.hostId, strangerIds);
  const fresh = link.forgeries.fresh(session.hostId, foreign);
  if (fresh.length === 0) return;
  link.counters.forgeries += fresh.length;
  link.deps.logger.warn({ hostId: session.hostId, unitIds: fresh }, 'agent spoke of units of other hosts');
  await appendAudit(pgSql(pool), {
    userId: null,
    username: `host:${session.hostName}`,
    procedure: 'agent.forged-report',
    environmentId: session.environmentId,
    subjectId: session.hostId,
    clientIp: null,
    input: { unitIds: fresh.slice(0, 50), count: fresh.length },
  });
}

function judgeSession(link: HostLink, session: AgentSession, host: ReportingHost | null): ReportingHost {
  if (host !== null && host.sessionHash === session.sessionHash) return host;
  link.sessions.forget(session.sessionHash);
  if (host === null || host.sessionHash === null) {
    throw new WireRefusal('session-invalid', 'The session has ended. Open a new one.');
  }
  throw new WireRefusal('session-superseded', 'Another session of this host has taken over.');
}

/** Takes in what a host has seen: one transaction, so that a report counts as a whole or not at all. */
export async function ingest(
  link: HostLink,
  session: AgentSession,
  report: ReportInput,
): Promise<z.infer<typeof reportOutput>> {
  link.counters.reports += 1;
  const { pool } = link.deps.database;
  const beat = isHeartbeat(report) ? await recordHeartbeat(pool, { ...session, ...report }) : null;
  if (beat !== null) return { resync: false, ...beat };
  const outcome = await inTransaction(pool, async (client) => {
    const host = judgeSession(link, session, await lockReportingHost(client, session.hostId));
    if (report.sequence <= host.reportSequence) return null;
    const digest = await read(client, host.id, report);
    await write(client, host, report, digest);
    const listed = host.listedInSession || (report.full && report.engineReachable);
    const { blueprintVersion } = host;
    // A list to compare with is what both are lacking, one of what there is and one of what was decided.
    return { digest, resync: report.engineReachable && (!listed || digest.isAhead), blueprintVersion };
  });
  if (outcome === null) {
    link.counters.reportsIgnored += 1;
    return { resync: false };
  }
  await recordForgeries(link, session, outcome.digest.strangerIds);
  const { resync, blueprintVersion } = outcome;
  return { resync, blueprintVersion };
}
