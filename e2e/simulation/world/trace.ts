import { createHash } from 'node:crypto';

const TAIL_LINES = 60;

/** What happened, line by line. The digest tells whether two runs were the same run. */
export class Trace {
  readonly #digest = createHash('sha256');
  readonly #lines: string[] = [];
  readonly #startedAt: number;
  readonly #now: () => number;
  readonly #onLine: ((line: string) => void) | null;

  constructor(now: () => number, onLine: ((line: string) => void) | null = null) {
    this.#now = now;
    this.#startedAt = now();
    this.#onLine = onLine;
  }

  add(who: string, what: string): void {
    const line = `${((this.#now() - this.#startedAt) / 1000).toFixed(3).padStart(9)} ${who.padEnd(10)} ${what}`;
    this.#digest.update(line);
    this.#lines.push(line);
    if (this.#lines.length > 2 * TAIL_LINES) this.#lines.splice(0, TAIL_LINES);
    this.#onLine?.(line);
  }

  tail(): readonly string[] {
    return this.#lines.slice(-TAIL_LINES);
  }

  digest(): string {
    return this.#digest.copy().digest('hex').slice(0, 16);
  }
}
