import type { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { Assignment } from '../protocol/assignment.ts';
import {
  JOBS_PER_POLL_MAX,
  type openSessionOutput,
  POLL_WAIT_MS_MAX,
  pollOutput,
  reportOutput,
  syncOutput,
} from '../protocol/messages.ts';
import { ReconnectBackoff } from './backoff.ts';
import type { Reporter } from './reporter.ts';
import type { AgentCall } from './server-client.ts';
import { remedyFor } from './server-error.ts';

const CALL_DEADLINE_MS = 20_000;
const SYNC_DEADLINE_MS = 60_000;

export type OpenSession = z.infer<typeof openSessionOutput>;

/** What decisions of the server are handed to, and what the full compare is made of. */
export interface SessionHost {
  accept(decisions: readonly { readonly assignment: Assignment; readonly jobId: string | null }[]): void;
  forget(unitIds: readonly string[]): void;
  /** Every unit with an assignment or a container here; 0 for those without an assignment. */
  heldUnits(): readonly { readonly unitId: string; readonly generation: number }[];
}

export interface SessionOptions {
  readonly call: AgentCall;
  readonly opened: OpenSession;
  readonly host: SessionHost;
  readonly reporter: Reporter;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One open session: jobs come in, reports go out, and the two sides compare lists now and then. */
export class Session {
  readonly #options: SessionOptions;
  readonly #ended = new AbortController();
  /** Ends the pauses of all loops: one of them got an answer, so the server is back. */
  #serverIsBack = new AbortController();
  #syncNow: () => void = () => undefined;
  #syncWanted = false;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Runs until the signal, or throws when the session cannot go on. */
  async run(signal: AbortSignal): Promise<void> {
    const end = (): void => this.#ended.abort();
    signal.addEventListener('abort', end, { once: true });
    this.#options.reporter.beginSession();
    try {
      const loops = [this.#pollLoop(), this.#reportLoop(), this.#syncLoop()];
      for (const loop of loops) loop.catch(end);
      const outcomes = await Promise.allSettled(loops);
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed !== undefined && !signal.aborted) throw failed.reason;
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  async #pollLoop(): Promise<void> {
    const { opened, host } = this.#options;
    const waitMs = Math.min(opened.pollWaitMs, POLL_WAIT_MS_MAX);
    await this.#repeat('poll', async (signal) => {
      const deadlineMs = waitMs + CALL_DEADLINE_MS;
      const input = { waitMs, max: JOBS_PER_POLL_MAX };
      const { jobs } = await this.#call('poll', input, pollOutput, deadlineMs, signal);
      if (jobs.length > 0) host.accept(jobs.map(({ id, assignment }) => ({ assignment, jobId: id })));
    });
  }

  async #reportLoop(): Promise<void> {
    const { opened, reporter } = this.#options;
    await this.#repeat('report', async (signal) => {
      await reporter.waitForNews(opened.heartbeatMs, signal);
      if (signal.aborted) return;
      const draft = await reporter.draft();
      try {
        const { resync } = await this.#call('report', draft.report, reportOutput, CALL_DEADLINE_MS, signal);
        reporter.delivered(draft);
        if (resync) this.#resync();
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
      const told = await this.#call('sync', input, syncOutput, SYNC_DEADLINE_MS, signal);
      if (told.assignments.length > 0) {
        log.info({ units: told.assignments.map(({ unitId }) => unitId) }, 'units found by the full compare');
        host.accept(told.assignments.map((assignment) => ({ assignment, jobId: null })));
      }
      host.forget(told.forgottenUnitIds);
      if (told.unknownUnitIds.length > 0) {
        log.warn({ units: told.unknownUnitIds }, 'the server does not know these units; they are left alone');
      }
      if (this.#syncWanted) return;
      const wanted = new AbortController();
      this.#syncNow = () => wanted.abort();
      await clock.sleep(opened.syncEveryMs, AbortSignal.any([signal, wanted.signal]));
    });
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
