import type { DockerPort, ForeignContainers } from '../docker/port.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';

const AT_MOST_EVERY_MS = 10_000;

/** Ports and number of the containers that Drover did not make; asked for when something changed, not too often. */
export class ForeignWatch {
  readonly #docker: DockerPort;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #onChange: () => void;
  #known: ForeignContainers | null = null;
  #asking = false;
  #changed = false;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(docker: DockerPort, clock: Clock, log: Logger, onChange: () => void) {
    this.#docker = docker;
    this.#clock = clock;
    this.#log = log;
    this.#onChange = onChange;
  }

  /** Null until the engine has told. */
  get known(): ForeignContainers | null {
    return this.#known;
  }

  changed(): void {
    if (this.#asking) {
      this.#changed = true;
      return;
    }
    this.#asking = true;
    const wait = Math.max(this.#lastAt + AT_MOST_EVERY_MS - this.#clock.monotonic(), 0);
    this.#clock.after(wait, () => void this.#ask());
  }

  async #ask(): Promise<void> {
    this.#changed = false;
    try {
      const told = await this.#docker.listForeign();
      if (JSON.stringify(told) !== JSON.stringify(this.#known)) {
        this.#known = told;
        this.#onChange();
      }
    } catch (error) {
      this.#log.warn({ error }, 'foreign containers could not be listed');
    }
    this.#lastAt = this.#clock.monotonic();
    this.#asking = false;
    if (this.#changed) this.changed();
  }
}
