import type { JournalFile } from '../../../agent/store/journal-file.ts';
import type { Chance } from '../world/chance.ts';
import type { Coverage } from '../world/coverage.ts';
import type { Life } from '../world/life.ts';
import type { Timeline } from '../world/timeline.ts';

const WRITE_MS_MAX = 6;
/** A disk that others use too. */
const SLOW_WRITE_MS_MAX = 400;
const COPIES_MAX = 8;

interface Write {
  readonly before: string;
  readonly after: string;
}

/** The disk of a host, which outlives its agents: what is on it after a crash is what had got there. */
export class SimDisk {
  /** Chance that a write under way in a crash leaves half of itself. */
  tears = 0;
  /** Called once, in the middle of the next write. */
  duringNextWrite: (() => void) | null = null;
  #content = '';
  readonly #copies: string[] = [];
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #coverage: Coverage;

  constructor(timeline: Timeline, chance: Chance, coverage: Coverage) {
    this.#timeline = timeline;
    this.#chance = chance;
    this.#coverage = coverage;
  }

  get content(): string {
    return this.#content;
  }

  /** Somebody makes a copy, as backups and images of machines do. */
  copy(): void {
    this.#copies.push(this.#content);
    if (this.#copies.length > COPIES_MAX) this.#copies.shift();
  }

  /** An older copy takes the place of what is there. False when there is none. */
  restore(): boolean {
    const older = this.#copies.filter((copy) => copy !== this.#content);
    const chosen = this.#chance.pick(older);
    if (chosen === undefined) return false;
    this.#content = chosen;
    return true;
  }

  open(life: Life): JournalFile {
    let writing: Write | null = null;
    life.atEnd(() => {
      if (writing !== null) this.#crashDuring(writing);
    });
    const write = (after: string): Promise<void> =>
      new Promise((resolve) => {
        if (life.ended) return;
        writing = { before: this.#content, after };
        const written = (): void => {
          this.#content = after;
          writing = null;
          resolve();
        };
        const during = this.duringNextWrite;
        this.duringNextWrite = null;
        if (during !== null) this.#timeline.after(0, during);
        this.#timeline.after(
          this.#chance.between(1, this.#chance.one(WRITE_MS_MAX, WRITE_MS_MAX, SLOW_WRITE_MS_MAX)),
          written,
          life,
        );
      });
    return {
      path: '/var/lib/drover/units.journal',
      read: async () => this.#content,
      append: (text) => write(this.#content + text),
      replace: (text) => write(text),
      close: async () => undefined,
    };
  }

  #crashDuring({ before, after }: Write): void {
    if (!after.startsWith(before)) {
      // Written beside and renamed: the one or the other.
      if (this.#chance.happens(0.5)) this.#content = after;
    } else if (this.#chance.happens(this.tears)) {
      this.#coverage.note('agent disk torn');
      this.#content = after.slice(0, this.#chance.between(before.length, after.length));
    }
  }
}
