import type { UnitError } from '../../../agent/protocol/errors.ts';
import { answer, changed, json, type Statement, type StatementCall, update, value } from './statement.ts';
import { isLive, type JobRow } from './tables.ts';

interface NewJob {
  readonly environmentId: string;
  readonly hostId: string;
  readonly unitId: string;
  readonly generation: number;
  readonly assignment: JobRow['payload'];
}

interface Failure {
  readonly id: string;
  readonly unitId: string;
  readonly generation: number;
  readonly error: UnitError;
  readonly delayMs: number;
}

const finished = (now: number) => ({ finishedAt: now, leaseUntil: null });

/** In place, and without a second pass over the table: there are many jobs and few that are meant. */
function updateJobs(
  { tables }: StatementCall,
  ids: readonly string[],
  change: (job: JobRow) => JobRow | null,
): JobRow[] {
  return ids.flatMap((id) => {
    const job = tables.jobs.get(id);
    const next = job === undefined ? null : change(job);
    if (next === null) return [];
    tables.jobs.set(id, next);
    return [next];
  });
}

function wake(call: StatementCall, jobs: readonly JobRow[]): void {
  for (const hostId of new Set(jobs.map((job) => job.hostId))) call.notify('drover_jobs', hostId);
}

const claim: Statement = (call) => {
  const { tables, now } = call;
  const hostId = value<string>(call, 0);
  const leaseMs = value<number>(call, 3);
  if (tables.hosts.get(hostId)?.sessionHash !== value<string>(call, 1)) return answer([]);
  const due = [...tables.jobs.values()]
    .filter((job) => job.hostId === hostId && job.state === 'queued' && job.notBefore <= now)
    .sort((a, b) => a.notBefore - b.notBefore || Number(a.id) - Number(b.id))
    .slice(0, value<number>(call, 2));
  const claimed = updateJobs(
    call,
    due.map((job) => job.id),
    (job) => ({ ...job, state: 'leased', attempts: job.attempts + 1, leaseUntil: now + leaseMs }),
  );
  return answer(
    claimed.map(({ id, key, generation, attempts, payload }) => ({
      id,
      unitId: key,
      generation,
      attempt: attempts,
      payload,
    })),
  );
};

const release: Statement = (call) => {
  const released = updateJobs(call, value(call, 0), (job) =>
    job.state === 'leased' ? { ...job, state: 'queued', leaseUntil: null, attempts: job.attempts - 1 } : null,
  );
  wake(call, released);
  return answer([]);
};

const supersede: Statement = (call) => {
  const generations = value<number[]>(call, 1);
  let count = 0;
  value<string[]>(call, 0).forEach((key, at) => {
    count += update<JobRow>(
      call.tables.jobs,
      (job) => job.key === key && isLive(job) && job.generation < (generations[at] ?? 0),
      (job) => ({ ...job, state: 'superseded', ...finished(call.now) }),
    );
  });
  return changed(count);
};

const insert: Statement = (call) => {
  const { tables, now } = call;
  const jobs = json<NewJob[]>(call, 0);
  for (const { environmentId, hostId, unitId, generation, assignment } of jobs) {
    // A sequence moves on even when the row is not taken in.
    const id = String(tables.nextJobId++);
    if (tables.liveJobOf(unitId) !== undefined) continue;
    tables.jobs.set(id, {
      id,
      environmentId,
      hostId,
      key: unitId,
      generation,
      payload: assignment,
      state: 'queued',
      attempts: 0,
      notBefore: now,
      leaseUntil: null,
      error: null,
      failingSince: null,
      finishedAt: null,
    });
  }
  return changed(jobs.length);
};

const end: Statement = (call) => {
  const keys = new Set(value<string[]>(call, 0));
  return changed(
    update<JobRow>(
      call.tables.jobs,
      (job) => keys.has(job.key) && isLive(job),
      (job) => ({ ...job, state: 'superseded', ...finished(call.now) }),
    ),
  );
};

const expire: Statement = (call) => {
  const { tables, now } = call;
  const due = [...tables.jobs.values()]
    .filter((job) => job.state === 'leased' && job.leaseUntil !== null && job.leaseUntil < now)
    .sort((a, b) => (a.leaseUntil ?? 0) - (b.leaseUntil ?? 0))
    .slice(0, value<number>(call, 0));
  const queued = updateJobs(
    call,
    due.map((job) => job.id),
    (job) => ({ ...job, state: 'queued', leaseUntil: null, notBefore: now }),
  );
  wake(call, queued);
  const byHost = Map.groupBy(queued, (job) => job.hostId);
  return answer([...byHost].map(([host, jobs]) => ({ host, count: jobs.length })));
};

const releaseHost: Statement = (call) => {
  const hostId = value<string>(call, 0);
  return changed(
    update<JobRow>(
      call.tables.jobs,
      (job) => job.hostId === hostId && job.state === 'leased',
      (job) => ({
        ...job,
        state: 'queued',
        leaseUntil: null,
        notBefore: Math.min(job.notBefore, call.now),
      }),
    ),
  );
};

const head: Statement = (call) => {
  const hostId = value<string>(call, 0);
  const host = call.tables.hosts.get(hostId);
  if (host === undefined) return answer([]);
  const times = [...call.tables.jobs.values()]
    .filter((job) => job.hostId === hostId && job.state === 'queued')
    .map((job) => job.notBefore);
  const due = times.length === 0 ? null : Math.min(...times) - call.now;
  return answer([{ live: host.sessionHash === value<string>(call, 1), due }]);
};

const complete: Statement = (call) => {
  const done = updateJobs(call, value(call, 0), (job) =>
    isLive(job) ? { ...job, state: 'done', ...finished(call.now) } : null,
  );
  return changed(done.length);
};

const fail: Statement = (call) => {
  const hostId = value<string>(call, 1);
  const failures = new Map(json<Failure[]>(call, 0).map((failure) => [String(failure.id), failure]));
  const failed = updateJobs(call, [...failures.keys()], (job) => {
    const failure = failures.get(job.id);
    const fits =
      failure !== undefined &&
      isLive(job) &&
      job.key === failure.unitId &&
      job.generation === failure.generation &&
      job.hostId === hostId;
    if (!fits) return null;
    return {
      ...job,
      state: 'queued',
      error: failure.error,
      failingSince: job.failingSince ?? call.now,
      notBefore: call.now + failure.delayMs,
      leaseUntil: null,
    };
  });
  return changed(failed.length);
};

const renew: Statement = (call) => {
  const leaseMs = value<number>(call, 1);
  const renewed = updateJobs(call, value(call, 0), (job) =>
    job.state === 'leased' ? { ...job, leaseUntil: call.now + leaseMs } : null,
  );
  return changed(renewed.length);
};

const purge: Statement = (call) => {
  const before = call.now - value<number>(call, 0) * 1_000;
  const old = [...call.tables.jobs.values()]
    .filter((job) => !isLive(job) && job.finishedAt !== null && job.finishedAt < before)
    .slice(0, value<number>(call, 1));
  for (const job of old) call.tables.jobs.delete(job.id);
  return changed(old.length);
};

export const QUEUE_STATEMENTS: Readonly<Record<string, Statement>> = {
  'queue-claim': claim,
  'queue-release': release,
  'queue-supersede': supersede,
  'queue-insert': insert,
  'queue-end': end,
  'queue-expire': expire,
  'queue-release-host': releaseHost,
  'queue-head': head,
  'queue-complete': complete,
  'queue-fail': fail,
  'queue-renew': renew,
  'queue-purge': purge,
};
