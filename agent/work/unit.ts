import { retryDelayMs, trackCrash } from '../core/backoff.ts';
import type { CrashState, FailureState, LocalContainer, UnitMemory, UnitVerdict } from '../core/model.ts';
import type { Clock } from '../lib/clock.ts';
import type { UnitError } from '../protocol/errors.ts';
import type { UnitObservation } from '../protocol/observation.ts';
import type { UnitRecord } from '../store/journal-line.ts';

export type Healing = UnitObservation['healed'][number];

/** Never told for long if the server is away; the newest ones matter. */
const HEALED_MAX = 50;

/** The server's queue says when to try again; this is for a server that stays away. */
const JOB_RETRY_ALONE_MS = 60_000;

/** A request to end a container counts for the end that follows within this. */
const REQUEST_COUNTS_MS = 60_000;

/** What the agent holds in memory about one unit while it runs. Lost with the process, and rebuilt from the engine. */
export class Unit {
  readonly id: string;
  /** The job that asked for the present generation, until the unit is as asked. */
  jobId: string | null = null;
  verdict: UnitVerdict | null = null;
  /** One action at a time. */
  busy = false;
  lookAgain = false;
  cancelTimer: (() => void) | null = null;
  healed: Healing[] = [];
  crashes: Record<string, CrashState> = {};
  failures: Record<string, FailureState> = {};
  made: Record<string, string> = {};
  readonly pulls = new Map<string, { readonly image: string; readonly abort: () => void }>();
  pulled: Record<string, string> = {};
  /** Container id → when an event came for it while the unit was busy. */
  readonly missed = new Map<string, number>();
  readonly #endRequestedAt = new Map<string, number>();
  readonly #ended = new Set<string>();
  readonly #clock: Clock;

  constructor(id: string, clock: Clock) {
    this.id = id;
    this.#clock = clock;
  }

  memory(record: UnitRecord): UnitMemory {
    return {
      servedBefore: record.servedBefore,
      served: record.served,
      crashes: this.crashes,
      failures: this.failures,
      made: this.made,
      pulling: Object.fromEntries([...this.pulls].map(([launch, { image }]) => [launch, image])),
      pulled: this.pulled,
    };
  }

  /** Somebody asked the engine to end it: by hand, or the agent itself. */
  endRequested(containerId: string, at: number): void {
    this.#endRequestedAt.set(containerId, at);
  }

  /** Takes in what a container looks like now. `byUs`: whatever happened to it was the agent's own doing. */
  seen(container: LocalContainer, byUs: boolean): void {
    const { launch } = container;
    const now = this.#clock.monotonic();
    if (container.specHash !== null && container.state !== 'removing') this.made[launch] = container.specHash;
    const before = this.crashes[launch] ?? null;
    const requested =
      byUs || now - (this.#endRequestedAt.get(container.id) ?? Number.NEGATIVE_INFINITY) < REQUEST_COUNTS_MS;
    const isNewEnd =
      before?.containerId === container.id &&
      container.finishedAt !== null &&
      container.finishedAt !== before.finishedAt;
    this.crashes[launch] = trackCrash(before, container, requested, now);
    if (isNewEnd) {
      this.#endRequestedAt.delete(container.id);
      if (!byUs) this.#ended.add(container.id);
    }
    if (container.state === 'running' && this.#ended.delete(container.id)) this.noteHealed(launch, 'exited');
  }

  gone(container: LocalContainer, byUs: boolean): void {
    this.#ended.delete(container.id);
    this.#endRequestedAt.delete(container.id);
    this.missed.delete(container.id);
    delete this.crashes[container.launch];
    if (byUs) {
      delete this.made[container.launch];
      return;
    }
    // What could not be done with a container that is no more does not hold up the next one.
    delete this.failures[container.launch];
  }

  noteHealed(launch: string, cause: Healing['cause']): void {
    const at = new Date(this.#clock.now()).toISOString();
    this.healed = [...this.healed, { launch, cause, at }].slice(-HEALED_MAX);
  }

  /** Answers how many attempts it were in a row. */
  failed(error: UnitError, generation: number): number {
    const { launch } = error;
    const attempts = (this.failures[launch]?.attempts ?? 0) + 1;
    const wait = this.jobId === null ? retryDelayMs(attempts) : JOB_RETRY_ALONE_MS;
    const notBefore = this.#clock.monotonic() + wait;
    this.failures = { ...this.failures, [launch]: { generation, error, attempts, notBefore } };
    return attempts;
  }

  /** Answers whether there were any. */
  dropFailures(codes: readonly UnitError['code'][]): boolean {
    const kept = Object.entries(this.failures).filter(([, { error }]) => !codes.includes(error.code));
    const dropped = kept.length < Object.keys(this.failures).length;
    if (dropped) this.failures = Object.fromEntries(kept);
    return dropped;
  }

  /** A newer decision: old failures and pulls are none of its business. */
  supersede(): void {
    this.verdict = null;
    this.failures = {};
    this.pulled = {};
    for (const { abort } of this.pulls.values()) abort();
    this.pulls.clear();
  }
}
