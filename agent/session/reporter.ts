import { createHash } from 'node:crypto';
import type { ForeignContainers } from '../docker/port.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { type JobFailure, type ReportInput, UNITS_PER_REPORT_MAX } from '../protocol/messages.ts';
import type { HostFacts, UnitObservation } from '../protocol/observation.ts';

/** What happens together is told together; longer would be felt, shorter would tell each container alone. */
const COALESCE_MS = 5;
/** A unit in the middle of its actions is told when it is through, or after this. */
const BUSY_TOLD_AFTER_MS = 1_000;
/** Not acted on before it is on disk would be slow; not told before it is on disk is enough, but a bad disk is no excuse. */
const FLUSH_DEADLINE_MS = 500;
const FAILURES_MAX = 1_000;

/** The part of HostKeeper and its surroundings that reports are made of. */
export interface ReportSource {
  unitIds(): readonly string[];
  isBusy(unitId: string): boolean;
  observe(unitId: string): UnitObservation | null;
  healedTold(unitId: string, count: number): void;
  /** Null: the engine has not been asked yet, or does not answer. */
  engineReachable(): boolean;
  facts(): HostFacts | null;
  foreign(): ForeignContainers | null;
  flushed(): Promise<void>;
}

interface Draft {
  readonly report: ReportInput;
  readonly fingerprints: ReadonlyMap<string, string>;
  readonly failures: readonly JobFailure[];
}

/** Collects what has to be told and makes reports of it; what was told unchanged is not told again. */
export class Reporter {
  readonly #source: ReportSource;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #changed = new Map<string, { since: number; force: boolean }>();
  readonly #told = new Map<string, string>();
  #failures: JobFailure[] = [];
  #sequence = 0;
  #full = true;
  #toldFacts = '';
  #toldForeign = '';
  #toldReachable: boolean | null = null;
  #wake: () => void = () => undefined;

  constructor(source: ReportSource, clock: Clock, log: Logger) {
    this.#source = source;
    this.#clock = clock;
    this.#log = log;
  }

  unitChanged(unitId: string, force: boolean): void {
    const known = this.#changed.get(unitId);
    this.#changed.set(unitId, {
      since: known?.since ?? this.#clock.monotonic(),
      force: force || (known?.force ?? false),
    });
    this.#wake();
  }

  jobFailed(failure: JobFailure): void {
    this.#failures.push(failure);
    if (this.#failures.length > FAILURES_MAX) {
      this.#failures = this.#failures.slice(-FAILURES_MAX);
      this.#log.warn(
        { kept: FAILURES_MAX },
        'failures that nobody fetched were dropped; their jobs are delivered again',
      );
    }
    this.#wake();
  }

  /** Facts, foreign containers or the engine's reachability changed. */
  hostChanged(): void {
    this.#wake();
  }

  /** The next report says everything: a new session, a gap, or the server asked. */
  beginAnew(): void {
    this.#full = true;
    this.#told.clear();
    this.#toldFacts = '';
    this.#toldForeign = '';
    this.#wake();
  }

  beginSession(): void {
    this.#sequence = 0;
    this.beginAnew();
  }

  /** Resolves when there is something to tell, or after `heartbeatMs` without. */
  async waitForNews(heartbeatMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#hasNews()) {
      const news = new AbortController();
      this.#wake = () => {
        if (this.#hasNews()) news.abort();
      };
      await this.#clock.sleep(heartbeatMs, AbortSignal.any([signal, news.signal]));
      this.#wake = () => undefined;
    }
    await this.#clock.sleep(COALESCE_MS, signal);
  }

  async draft(): Promise<Draft> {
    const flushDeadline = new AbortController();
    await Promise.race([this.#source.flushed(), this.#clock.sleep(FLUSH_DEADLINE_MS, flushDeadline.signal)]);
    flushDeadline.abort();
    return this.#compose();
  }

  /** The server has taken it in. */
  delivered({ report, fingerprints, failures }: Draft): void {
    for (const unit of report.units) {
      this.#told.set(unit.unitId, fingerprints.get(unit.unitId) ?? '');
      if (unit.healed.length > 0) this.#source.healedTold(unit.unitId, unit.healed.length);
    }
    this.#failures = this.#failures.filter((failure) => !failures.includes(failure));
    if (report.facts !== null) this.#toldFacts = JSON.stringify(report.facts);
    if (report.foreignPorts !== null) this.#toldForeign = foreignPrint(this.#source.foreign());
    this.#toldReachable = report.engineReachable;
  }

  /** It did not get there: all of it is told again. */
  undelivered({ report }: Draft): void {
    if (report.full) this.#full = true;
    const since = this.#clock.monotonic();
    for (const { unitId } of report.units) {
      // It may have got there all the same: what was told before says nothing about what the server knows now.
      this.#changed.set(unitId, { since: this.#changed.get(unitId)?.since ?? since, force: true });
    }
  }

  #compose(): Draft {
    const reachable = this.#source.engineReachable();
    // An engine that came back may have lost or gained anything meanwhile.
    if (reachable && this.#toldReachable === false) this.#full = true;
    const unitIds = this.#source.unitIds();
    const full = this.#full && reachable && unitIds.length <= UNITS_PER_REPORT_MAX;
    const due = this.#full ? unitIds : this.#due();
    const force = new Set([...this.#changed].filter(([, { force }]) => force).map(([unitId]) => unitId));
    const units: UnitObservation[] = [];
    const fingerprints = new Map<string, string>();
    for (const unitId of due.slice(0, UNITS_PER_REPORT_MAX)) {
      this.#changed.delete(unitId);
      const unit = this.#source.observe(unitId);
      if (unit === null) {
        this.#told.delete(unitId);
        continue;
      }
      const print = createHash('sha1').update(JSON.stringify(unit)).digest('base64');
      if (!full && !force.has(unitId) && this.#told.get(unitId) === print) continue;
      fingerprints.set(unitId, print);
      units.push(unit);
    }
    for (const unitId of due.slice(UNITS_PER_REPORT_MAX)) this.unitChanged(unitId, true);
    if (reachable) this.#full = false;
    const failures = this.#failures.slice(0, UNITS_PER_REPORT_MAX);
    const facts = this.#source.facts();
    const foreign = this.#source.foreign();
    const tellForeign = foreign !== null && foreignPrint(foreign) !== this.#toldForeign;
    const report: ReportInput = {
      sequence: ++this.#sequence,
      full,
      engineReachable: reachable,
      units,
      failures,
      facts: facts !== null && JSON.stringify(facts) !== this.#toldFacts ? facts : null,
      foreignPorts: tellForeign ? foreign.ports.slice(0, 5000) : null,
      foreignContainerCount: tellForeign ? foreign.count : null,
    };
    return { report, fingerprints, failures };
  }

  #due(): string[] {
    const now = this.#clock.monotonic();
    return [...this.#changed]
      .filter(([unitId, { since }]) => !this.#source.isBusy(unitId) || now - since >= BUSY_TOLD_AFTER_MS)
      .map(([unitId]) => unitId);
  }

  #hasNews(): boolean {
    const foreign = this.#source.foreign();
    const facts = this.#source.facts();
    return (
      this.#failures.length > 0 ||
      (this.#full && this.#source.engineReachable()) ||
      this.#source.engineReachable() !== this.#toldReachable ||
      (foreign !== null && foreignPrint(foreign) !== this.#toldForeign) ||
      (facts !== null && JSON.stringify(facts) !== this.#toldFacts) ||
      this.#due().length > 0
    );
  }
}

function foreignPrint(foreign: ForeignContainers | null): string {
  return JSON.stringify(foreign);
}
