import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { type JournalFile, openJournalFile } from './journal-file.ts';
import { type JournalEntry, readLine, type UnitRecord, writeLine } from './journal-line.ts';

/** The journal is written anew when it holds this many lines more than there are units. */
const SURPLUS_LINES_MAX = 2_000;
const WRITE_RETRY_MS = 1_000;

/**
 * The units of this host, in memory and on disk. One journal, so that a batch costs one fsync. Memory is ahead of the
 * disk by one write: acting before it is safe, for a container whose unit is not on disk is reported, never destroyed.
 */
export class UnitStore {
  readonly #file: JournalFile;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #records = new Map<string, UnitRecord>();
  readonly #pending = new Map<string, UnitRecord | null>();
  #lines = 0;
  #writing: Promise<void> | null = null;

  private constructor(file: JournalFile, clock: Clock, log: Logger) {
    this.#file = file;
    this.#clock = clock;
    this.#log = log;
  }

  static async open(directory: string, clock: Clock, log: Logger): Promise<UnitStore> {
    return UnitStore.load(await openJournalFile(join(directory, 'units.journal')), clock, log);
  }

  static async load(file: JournalFile, clock: Clock, log: Logger): Promise<UnitStore> {
    const store = new UnitStore(file, clock, log);
    await store.#load();
    return store;
  }

  get(unitId: string): UnitRecord | undefined {
    return this.#records.get(unitId);
  }

  all(): readonly UnitRecord[] {
    return [...this.#records.values()];
  }

  put(record: UnitRecord): void {
    this.#records.set(record.assignment.unitId, record);
    this.#enqueue(record.assignment.unitId, record);
  }

  forget(unitId: string): void {
    if (this.#records.delete(unitId)) this.#enqueue(unitId, null);
  }

  /** Resolves when everything put so far is on disk, or could not be brought there at the first try. */
  async flushed(): Promise<void> {
    await this.#writing;
  }

  async close(): Promise<void> {
    await this.flushed();
    await this.#file.close();
  }

  #enqueue(unitId: string, record: UnitRecord | null): void {
    this.#pending.set(unitId, record);
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
  }

  async #writeAll(): Promise<void> {
    // One turn of the event loop gathers what arrived together.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#pending.size > 0) {
      const batch: JournalEntry[] = [...this.#pending].map(([unitId, record]) => ({ unitId, record }));
      this.#pending.clear();
      try {
        await this.#append(batch);
      } catch (error) {
        this.#log.error(
          { error, path: this.#file.path },
          'units could not be written to disk; kept in memory, tried again',
        );
        for (const { unitId, record } of batch) {
          if (!this.#pending.has(unitId)) this.#pending.set(unitId, record);
        }
        await this.#reset();
        this.#clock.after(WRITE_RETRY_MS, () => {
          this.#writing ??= this.#writeAll().finally(() => {
            this.#writing = null;
          });
        });
        return;
      }
    }
  }

  async #append(batch: readonly JournalEntry[]): Promise<void> {
    if (this.#lines > this.#records.size + SURPLUS_LINES_MAX) {
      await this.#compact();
      return;
    }
    await this.#file.append(batch.map(writeLine).join(''));
    this.#lines += batch.length;
  }

  async #compact(): Promise<void> {
    const entries = [...this.#records].map(([unitId, record]) => ({ unitId, record }));
    await this.#file.replace(entries.map(writeLine).join(''));
    this.#lines = entries.length;
  }

  /** After a failed write the end of the file is unknown: a new line keeps the next entry whole. */
  async #reset(): Promise<void> {
    try {
      await this.#file.close();
    } catch (error) {
      this.#log.warn({ error }, 'journal could not be closed');
    }
    this.#lines = Number.MAX_SAFE_INTEGER;
  }

  async #load(): Promise<void> {
    const text = await this.#file.read();
    const lines = text.split('\n').filter((line) => line !== '');
    let damaged = 0;
    for (const line of lines) {
      const entry = readLine(line);
      if (entry === null) damaged++;
      else if (entry.record === null) this.#records.delete(entry.unitId);
      else this.#records.set(entry.unitId, entry.record);
    }
    this.#lines = lines.length;
    if (damaged > 0) {
      this.#log.error(
        { path: this.#file.path, damaged, units: this.#records.size },
        'damaged entries in the store of units were left out; the next full compare with the server fills the gap',
      );
    }
    if (damaged > 0 || (text !== '' && !text.endsWith('\n'))) await this.#compact();
  }
}
