import type { Chance } from '../world/chance.ts';
import type { Coverage } from '../world/coverage.ts';
import type { Life } from '../world/life.ts';
import type { Timeline } from '../world/timeline.ts';
import { findStatement } from './find-statement.ts';
import { SqlError } from './sql-error.ts';
import type { StatementResult } from './statement.ts';
import { Tables } from './tables.ts';

export interface DatabaseFaults {
  /** Of commits that PostgreSQL answers with a serialization failure. */
  serialization: number;
  /** Of commits that are made and whose answer gets lost with the connection. */
  commitAnswerLost: number;
}

/** Hears what commits announce, while its connection holds. */
export interface Listener {
  readonly life: Life;
  connected: boolean;
  hear(channel: string, payload: string): void;
  /** The connection was lost and is made again. */
  resync(): void;
}

interface Note {
  readonly channel: string;
  readonly payload: string;
}

export interface Transaction {
  readonly life: Life;
  readonly before: Tables;
  readonly now: number;
  readonly notes: Note[];
  broken: boolean;
}

const RESYNC_MS_MAX = 2_000;

/**
 * PostgreSQL as the server sees it: statements known by name, one transaction at a time, notifications on commit.
 * Transactions are serial here; what interleaves is whole transactions and single statements.
 */
export class SimDatabase {
  tables = new Tables();
  down = false;
  /** Called once, in the middle of the next transaction, with the process that has begun it. */
  duringNextTransaction: ((life: Life) => void) | null = null;
  /** Raised whenever something was written. */
  version = 0;
  readonly faults: DatabaseFaults = { serialization: 0, commitAnswerLost: 0 };
  readonly #listeners = new Set<Listener>();
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #coverage: Coverage;
  #holder: Transaction | null = null;
  readonly #waiting: (() => void)[] = [];

  constructor(timeline: Timeline, chance: Chance, coverage: Coverage) {
    this.#timeline = timeline;
    this.#chance = chance;
    this.#coverage = coverage;
  }

  /** What everybody sees: nothing of a transaction that is under way. */
  get committed(): Tables {
    return this.#holder?.before ?? this.tables;
  }

  get inTransaction(): Life | null {
    return this.#holder?.life ?? null;
  }

  listen(listener: Listener): void {
    this.#listeners.add(listener);
    listener.life.atEnd(() => this.#listeners.delete(listener));
  }

  /** A statement of its own. */
  async run(life: Life, name: string | undefined, text: string, values: readonly unknown[]) {
    await this.#travel(life);
    await this.#wait(life);
    const notes: Note[] = [];
    try {
      return this.#execute(name, text, values, this.#timeline.now, notes);
    } finally {
      this.#pass();
      this.#deliver(notes);
    }
  }

  async begin(life: Life): Promise<Transaction> {
    await this.#travel(life);
    await this.#wait(life);
    const transaction = {
      life,
      before: this.tables.copy(),
      now: this.#timeline.now,
      notes: [],
      broken: false,
    };
    this.#holder = transaction;
    const during = this.duringNextTransaction;
    this.duringNextTransaction = null;
    if (during !== null) this.#timeline.after(0, () => during(life));
    return transaction;
  }

  within(
    transaction: Transaction,
    name: string | undefined,
    text: string,
    values: readonly unknown[],
  ): StatementResult {
    if (transaction.broken) throw lost();
    return this.#execute(name, text, values, transaction.now, transaction.notes);
  }

  async commit(transaction: Transaction): Promise<void> {
    await this.#travel(transaction.life);
    if (transaction.broken) throw lost();
    if (this.#chance.happens(this.faults.serialization)) {
      this.#coverage.note('serialization failure');
      this.rollback(transaction);
      throw new SqlError('40001', 'could not serialize access due to concurrent update');
    }
    this.#holder = null;
    this.#pass();
    this.#deliver(transaction.notes);
    if (!this.#chance.happens(this.faults.commitAnswerLost)) return;
    this.#coverage.note('plan committed and its answer lost');
    throw lost();
  }

  rollback(transaction: Transaction): void {
    if (this.#holder !== transaction) return;
    transaction.broken = true;
    this.tables = transaction.before;
    this.version += 1;
    this.#holder = null;
    this.#pass();
  }

  /** A process has ended or its connections have: what it had begun is as if it had never been. */
  disconnect(life: Life): void {
    if (this.#holder?.life === life) this.rollback(this.#holder);
  }

  goDown(): void {
    if (this.#holder !== null) this.rollback(this.#holder);
    this.down = true;
    for (const listener of this.#listeners) this.loseListener(listener);
  }

  comeBack(): void {
    this.down = false;
  }

  /** Another state of everything, as from a backup. Whoever was connected is not any more. */
  restore(tables: Tables): void {
    if (this.#holder !== null) this.rollback(this.#holder);
    this.tables = tables.copy();
    this.version += 1;
  }

  /** What people do: one transaction that always goes through, when no other one is open. */
  async change(life: Life | null, work: (tables: Tables, now: number) => readonly Note[]): Promise<void> {
    await this.#wait(life);
    const notes = work(this.tables, this.#timeline.now);
    this.version += 1;
    this.#pass();
    this.#deliver(notes);
  }

  loseListener(listener: Listener): void {
    if (!listener.connected) return;
    listener.connected = false;
    const again = (): void => {
      if (this.down) this.#timeline.after(RESYNC_MS_MAX, again, listener.life);
      else {
        listener.connected = true;
        listener.resync();
      }
    };
    this.#timeline.after(this.#chance.between(100, RESYNC_MS_MAX), again, listener.life);
  }

  get listeners(): readonly Listener[] {
    return [...this.#listeners];
  }

  #execute(
    name: string | undefined,
    text: string,
    values: readonly unknown[],
    now: number,
    notes: Note[],
  ): StatementResult {
    const notify = (channel: string, payload: string) => void notes.push({ channel, payload });
    const result = findStatement(name, text)({ tables: this.tables, values, now, notify });
    this.version += 1;
    return result;
  }

  #travel(life: Life): Promise<void> {
    if (this.down) return this.#delay(life, 5).then(() => Promise.reject(lost()));
    return this.#delay(life, this.#chance.between(1, 4)).then(() => {
      if (this.down) throw lost();
    });
  }

  #delay(life: Life, ms: number): Promise<void> {
    return new Promise((resolve) => void this.#timeline.after(ms, resolve, life));
  }

  /** Until no transaction is open. The place passes on without becoming free in between. */
  #held = false;
  async #wait(life: Life | null): Promise<void> {
    if (this.#held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#held = true;
    if (life?.ended) {
      this.#pass();
      await new Promise(() => undefined);
    }
  }

  #pass(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#held = false;
    else next();
  }

  #deliver(notes: readonly Note[]): void {
    // PostgreSQL delivers equal notes of one transaction once.
    const unique = new Map(notes.map((note) => [`${note.channel} ${note.payload}`, note]));
    for (const { channel, payload } of unique.values()) {
      if (channel === 'drover_changes') continue;
      for (const listener of this.#listeners) {
        if (!listener.connected) this.#coverage.note('notification lost');
        else
          this.#timeline.after(
            this.#chance.between(0, 12),
            () => listener.hear(channel, payload),
            listener.life,
          );
      }
    }
  }
}

function lost(): Error {
  return new SqlError('57P01', 'terminating connection due to administrator command');
}
