import type { Life } from './life.ts';
import type { Timeline } from './timeline.ts';

/** The clock of one process: the one timeline, read `skewMs` off. Serves the agent and the server. */
export class ProcessClock {
  readonly #timeline: Timeline;
  readonly #life: Life | null;
  readonly #skewMs: () => number;

  constructor(timeline: Timeline, life: Life | null, skewMs: () => number = () => 0) {
    this.#timeline = timeline;
    this.#life = life;
    this.#skewMs = skewMs;
  }

  now(): number {
    return this.#timeline.now + this.#skewMs();
  }

  /** Taken off its object by whoever measures with it. */
  readonly monotonic = (): number => this.#timeline.now;

  after(ms: number, callback: () => void): () => void {
    return this.#timeline.after(ms, callback, this.#life);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const cancel = this.after(ms, wake);
      signal?.addEventListener('abort', wake);
    });
  }
}
