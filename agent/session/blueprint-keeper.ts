import type { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { within } from '../lib/within.ts';
import type { blueprintOutput } from '../protocol/recovery.ts';
import type { RecoveryFile } from '../store/recovery-file.ts';

/** What arrives together is fetched together. */
const GATHER_MS = 100;
/** Whatever a server asks for: never in a tight circle, never so seldom that what is carried grows old. */
const REFRESH_MS = { min: 250, max: 600_000 };
/** What the disk does not take now, it hardly takes a moment later; and the whole blueprint may be megabytes. */
const NOT_WRITTEN_AGAIN_MS = 60_000;

/** Where it is kept. */
export type BlueprintFile = Pick<RecoveryFile, 'version' | 'setBlueprint'>;

type Fetch = (have: number | null) => Promise<z.infer<typeof blueprintOutput>>;

/** Keeps the carried blueprint no older than the last thing the server told of it. */
export class BlueprintKeeper {
  readonly #file: BlueprintFile;
  readonly #clock: Clock;
  readonly #log: Logger;
  /** Null until the server has told one: a server of an older version has none. */
  #told: number | null = null;
  #outdated = false;
  #wake = (): void => undefined;

  constructor(file: BlueprintFile, clock: Clock, log: Logger) {
    this.#file = file;
    this.#clock = clock;
    this.#log = log;
  }

  told(version: number): void {
    this.#told = version;
    if (this.#isWanted()) this.#wake();
  }

  /** Decisions have come that the blueprint does not know of. */
  outdated(): void {
    this.#outdated = true;
    if (this.#isWanted()) this.#wake();
  }

  /** Waits until there is something to fetch, fetches it, and rests as long as the server asks. */
  async turn(fetch: Fetch, signal: AbortSignal): Promise<void> {
    await this.#untilWanted(signal);
    await this.#clock.sleep(GATHER_MS, signal);
    if (signal.aborted) return;
    this.#outdated = false;
    const { blueprint, refreshAfterMs } = await fetch(this.#file.version);
    let restMs = within(refreshAfterMs, REFRESH_MS);
    if (blueprint === null) this.#told = this.#file.version;
    else {
      await this.#file.setBlueprint(blueprint);
      this.#told = blueprint.version;
      const isKept = this.#file.version === blueprint.version;
      if (!isKept) restMs = Math.max(restMs, NOT_WRITTEN_AGAIN_MS);
      this.#log.debug(
        { version: blueprint.version, bytes: blueprint.text.length, isKept },
        'blueprint given',
      );
    }
    await this.#clock.sleep(restMs, signal);
  }

  #isWanted(): boolean {
    return this.#told !== null && (this.#outdated || this.#told !== this.#file.version);
  }

  async #untilWanted(signal: AbortSignal): Promise<void> {
    if (this.#isWanted() || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        signal.removeEventListener('abort', end);
        this.#wake = () => undefined;
        resolve();
      };
      this.#wake = end;
      signal.addEventListener('abort', end, { once: true });
    });
  }
}
