import type { z } from 'zod';
import { assignmentSchema } from '../../agent/protocol/assignment.ts';
import type { UnitError } from '../../agent/protocol/errors.ts';
import type { AgentJob, pollInput } from '../../agent/protocol/messages.ts';
import { type ClaimedJob, claimJobs, releaseJobs } from '../db/repositories/queue/claim.ts';
import { inTransaction } from '../db/repositories/queue/in-transaction.ts';
import { LEASE_MS } from '../db/repositories/queue/leases.ts';
import { readQueueHead } from '../db/repositories/queue/read-queue-head.ts';
import { failJobs } from '../db/repositories/queue/settle.ts';
import type { HostLink } from './link.ts';
import type { PollTurn } from './polls.ts';
import type { AgentSession } from './sessions.ts';
import { WireRefusal } from './wire-refusal.ts';

/** Due rows that a claim passed over are held by a commit or a sweep, which end within milliseconds. */
const PASSED_OVER_MS = 20;

interface PollRequest {
  readonly session: AgentSession;
  readonly input: z.infer<typeof pollInput>;
  readonly signal: AbortSignal;
}

/** Null when the row does not say in our words what is to be done: it is damaged, or a newer server wrote it. */
function toWire({ id, attempt, payload, unitId, generation }: ClaimedJob): AgentJob | null {
  const assignment = assignmentSchema.safeParse(payload);
  if (!assignment.success) return null;
  const { data } = assignment;
  return data.unitId === unitId && data.generation === generation
    ? { id, kind: 'unit', attempt, assignment: data }
    : null;
}

const UNREADABLE: UnitError = {
  code: 'invalid-spec',
  message:
    'The job in the queue cannot be read. The next full compare with the host brings what it should have.',
  launch: '',
};

/** One that cannot be read must not keep the others of its host from being given out. */
async function setAside(link: HostLink, hostId: string, jobs: readonly ClaimedJob[]): Promise<void> {
  if (jobs.length === 0) return;
  link.deps.logger.error({ hostId, jobIds: jobs.map((job) => job.id) }, 'jobs cannot be read');
  await inTransaction(link.deps.database.pool, (client) =>
    failJobs(
      client,
      hostId,
      jobs.map(({ id, unitId, generation, attempt }) => ({
        jobId: id,
        unitId,
        generation,
        attempts: attempt,
        error: UNREADABLE,
      })),
    ),
  );
}

async function claim(link: HostLink, { session, input }: PollRequest): Promise<AgentJob[]> {
  const claimed = await claimJobs(link.deps.database.pool, {
    hostId: session.hostId,
    sessionHash: session.sessionHash,
    max: input.max,
    leaseMs: LEASE_MS,
  });
  const jobs = claimed.map(toWire);
  await setAside(
    link,
    session.hostId,
    claimed.filter((_, position) => jobs[position] === null),
  );
  return jobs.filter((job) => job !== null);
}

/** Waits for a reason to claim again. False when the poll is over. */
async function waitForJobs(
  link: HostLink,
  turn: PollTurn,
  request: PollRequest,
  deadline: number,
): Promise<boolean> {
  const { session, signal } = request;
  const head = await readQueueHead(link.deps.database.pool, session.hostId, session.sessionHash);
  if (!head.sessionLive) {
    link.sessions.forget(session.sessionHash);
    throw new WireRefusal('session-superseded', 'Another session of this host has taken over.');
  }
  const left = deadline - link.deps.clock.monotonic();
  if (left <= 0) return false;
  const due = head.dueInMs === null ? left : Math.max(head.dueInMs, PASSED_OVER_MS);
  await turn.wait(Math.min(left, due), signal);
  return !signal.aborted && !turn.replaced.aborted;
}

/** Claims due jobs of the host, or waits until there are some. Empty when the time is up. */
export async function poll(link: HostLink, request: PollRequest): Promise<{ jobs: AgentJob[] }> {
  const { session, input, signal } = request;
  link.counters.polls += 1;
  const deadline = link.deps.clock.monotonic() + input.waitMs;
  const turn = link.polls.begin(session.hostId);
  try {
    for (;;) {
      // News that came before the claim are in it; news that come during it must not be slept through.
      turn.takeNews();
      const jobs = await claim(link, request);
      if (jobs.length > 0 && (signal.aborted || turn.replaced.aborted)) {
        await releaseJobs(
          link.deps.database.pool,
          jobs.map((job) => job.id),
        );
        return { jobs: [] };
      }
      if (jobs.length > 0) {
        link.counters.jobsDelivered += jobs.length;
        return { jobs };
      }
      if (!(await waitForJobs(link, turn, request, deadline))) return { jobs: [] };
    }
  } finally {
    turn.end();
  }
}
