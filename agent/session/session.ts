import type { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { within } from '../lib/within.ts';
import type { Assignment } from '../protocol/assignment.ts';
import {
  JOBS_PER_POLL_MAX,
  type openSessionOutput,
  POLL_WAIT_MS_MAX,
  reportOutput,
} from '../protocol/messages.ts';
import { blueprintOutput } from '../protocol/recovery.ts';
import type { HeldUnit } from '../work/held-units.ts';
import { ReconnectBackoff } from './backoff.ts';
import { type BlueprintFile, BlueprintKeeper } from './blueprint-keeper.ts';
import {
  pollAnswerSchema,
  readAssignments,
  readJobs,
  syncAnswerSchema,
  unreadJobFailure,
} from './read-decisions.ts';
import type { Reporter } from './reporter.ts';
import type { AgentCall } from './server-client.ts';
import { remedyFor } from './server-error.ts';

const CALL_DEADLINE_MS = 20_000;
const SYNC_DEADLINE_MS = 60_000;

/** Whatever a server asks for: never in a tight circle, never so seldom that it would not be heard. */
const HEARTBEAT_MS = { min: 50, max: 600_000 };
const SYNC_EVERY_MS = { min: 1_000, max: 3_600_000 };
/** An empty answer sooner than this was not waited for; asking again at once would be a tight circle too. */
const POLL_AT_ONCE_MS = 100;
const POLL_PAUSE_MS = 250;

export type OpenSession = z.infer<typeof openSessionOutput>;

/** What decisions of the server are handed to, and what the full compare is made of. */
export interface SessionHost {
  accept(decisions: readonly { readonly assignment: Assignment; readonly jobId: string | null }[]): void;
  forget(unitIds: readonly string[]): void;
  /** Every unit with an assignment or a container here; 0 for those without an assignment. */
  heldUnits(): readonly HeldUnit[];
}

export interface SessionOptions {
  readonly call: AgentCall;
  readonly opened: OpenSession;
  readonly host: SessionHost;
  readonly reporter: Reporter;
  readonly recovery: BlueprintFile;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One open session: jobs come in, reports go out, and the two sides compare lists now and then. */
export class Session {
  readonly #options: SessionOptions;
  readonly #blueprint: BlueprintKeeper;
  readonly #ended = new AbortController();
  /** Ends the pauses of all loops: one of them got an answer, so the server is back. */
  #serverIsBack = new AbortController();
  #syncNow: () => void = () => undefined;
  #syncWanted = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#blueprint = new BlueprintKeeper(options.recovery, options.clock, options.log);
  }

  /** Runs until the signal, or throws when the session cannot go on. */
  async run(signal: AbortSignal): Promise<void> {
    const end = (): void => this.#ended.abort();
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    this.#options.reporter.beginSession();
    try {
      const loops = [this.#pollLoop(), this.#reportLoop(), this.#syncLoop(), this.#blueprintLoop()];
      for (const loop of loops) loop.catch(end);
      const outcomes = await Promise.allSettled(loops);
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed !== undefined && !signal.aborted) throw failed.reason;
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  async #pollLoop(): Promise<void> {
    const { opened, host, clock } = this.#options;
    const waitMs = within(opened.pollWaitMs, { min: 0, max: POLL_WAIT_MS_MAX });
    await this.#repeat('poll', async (signal) => {
      const deadlineMs = waitMs + CALL_DEADLINE_MS;
      const input = { waitMs, max: JOBS_PER_POLL_MAX };
      const askedAt = clock.monotonic();
      const answer = await this.#call('poll', input, pollAnswerSchema, deadlineMs, signal);
      const { read, unread } = readJobs(answer.jobs);
      if (read.length > 0) host.accept(read.map(({ id, assignment }) => ({ assignment, jobId: id })));
      if (read.length > 0) this.#blueprint.outdated();
      this.#refuseJobs(unread);
      const tookMs = clock.monotonic() - askedAt;
      if (answer.jobs.length === 0 && tookMs < POLL_AT_ONCE_MS) await clock.sleep(POLL_PAUSE_MS, signal);
    });
  }

  #refuseJobs(jobs: readonly unknown[]): void {
    if (jobs.length === 0) return;
    const { reporter, log } = this.#options;
    log.error({ count: jobs.length }, 'jobs that cannot be read are refused');
    for (const failure of jobs.map(unreadJobFailure)) if (failure !== null) reporter.jobFailed(failure);
  }

  async #reportLoop(): Promise<void> {
    const { opened, reporter } = this.#options;
    await this.#repeat('report', async (signal) => {
      await reporter.waitForNews(within(opened.heartbeatMs, HEARTBEAT_MS), signal);
      if (signal.aborted) return;
      const draft = await reporter.draft();
      try {
        const told = await this.#call('report', draft.report, reportOutput, CALL_DEADLINE_MS, signal);
        reporter.delivered(draft);
        if (told.resync) this.#resync();
        if (told.blueprintVersion !== undefined) this.#blueprint.told(told.blueprintVersion);
      } catch (error) {
        reporter.undelivered(draft);
        throw error;
      }
    });
  }

  async #syncLoop(): Promise<void> {
    const { opened, host, clock, log } = this.#options;
    await this.#repeat('sync', async (signal) => {
      this.#syncWanted = false;
      const input = { units: host.heldUnits().slice(0, 10_000) };
      const told = await this.#call('sync', input, syncAnswerSchema, SYNC_DEADLINE_MS, signal);
      const { read, unread } = readAssignments(told.assignments);
      if (read.length > 0) {
        log.info({ units: read.map(({ unitId }) => unitId) }, 'units found by the full compare');
        host.accept(read.map((assignment) => ({ assignment, jobId: null })));
      }
      if (unread.length > 0)
        log.error({ count: unread.length }, 'assignments that cannot be read are left out');
      // Of what the server does not know only traces of removed units are forgotten: nothing of them is there.
      host.forget([...told.forgottenUnitIds, ...told.unknownUnitIds]);
      if (told.unknownUnitIds.length > 0) {
        log.warn({ units: told.unknownUnitIds }, 'the server does not know these units; they are left alone');
      }
      if (this.#syncWanted) return;
      const wanted = new AbortController();
      this.#syncNow = () => wanted.abort();
      await clock.sleep(within(opened.syncEveryMs, SYNC_EVERY_MS), AbortSignal.any([signal, wanted.signal]));
    });
  }

  async #blueprintLoop(): Promise<void> {
    await this.#repeat('blueprint', (signal) =>
      this.#blueprint.turn(
        (have) => this.#call('blueprint', { have }, blueprintOutput, SYNC_DEADLINE_MS, signal),
        signal,
      ),
    );
  }

  /** Again and again, with growing pauses while the server cannot be reached; what it refuses for good ends the session. */
  async #repeat(name: string, turn: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { clock, log } = this.#options;
    const { signal } = this.#ended;
    const backoff = new ReconnectBackoff();
    while (!signal.aborted) {
      try {
        await turn(signal);
        // What was said and decided during the gap may be lost on either side.
        if (backoff.isFailing && name === 'poll') this.#resync();
        if (backoff.isFailing) this.#endPauses();
        backoff.reset();
      } catch (error) {
        if (signal.aborted) return;
        if (remedyFor(error) !== 'retry') throw error;
        const wait = backoff.next();
        log.warn(
          { call: name, error: error instanceof Error ? error.message : String(error), wait },
          'no answer',
        );
        await clock.sleep(wait, AbortSignal.any([signal, this.#serverIsBack.signal]));
      }
    }
  }

  #endPauses(): void {
    this.#serverIsBack.abort();
    this.#serverIsBack = new AbortController();
  }

  #resync(): void {
    this.#options.reporter.beginAnew();
    this.#syncWanted = true;
    this.#syncNow();
  }

  #call<T>(
    name: string,
    input: unknown,
    output: z.ZodType<T>,
    deadlineMs: number,
    signal: AbortSignal,
  ): Promise<T> {
    const { call, opened } = this.#options;
    return call(name, input, output, { deadlineMs, bearer: opened.sessionToken, signal });
  }
}
