import { DockerError } from '../docker/docker-error.ts';
import type { DockerPort, EngineContainer } from '../docker/port.ts';
import type { Clock } from '../lib/clock.ts';
import { Lane } from '../lib/lane.ts';
import type { Logger } from '../lib/logger.ts';
import type { ContainerCache } from './container-cache.ts';

const LOOKS_AT_ONCE = 8;

export interface InspectorOptions {
  readonly docker: DockerPort;
  readonly cache: ContainerCache;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onSeen: (container: EngineContainer) => void;
  readonly onGone: (containerId: string) => void;
}

/** Looks at containers that something happened to; what happens while it looks makes it look once more. */
export class Inspector {
  readonly #options: InspectorOptions;
  readonly #lane = new Lane(LOOKS_AT_ONCE);
  readonly #looking = new Map<string, { again: boolean; done: Promise<boolean> }>();

  constructor(options: InspectorOptions) {
    this.#options = options;
  }

  /** Answers whether the engine could say what it looks like. Never rejects. */
  look(id: string): Promise<boolean> {
    const current = this.#looking.get(id);
    if (current !== undefined) {
      current.again = true;
      return current.done;
    }
    const entry = { again: false, done: Promise.resolve(true) };
    this.#looking.set(id, entry);
    entry.done = this.#lookUntilQuiet(id, entry).finally(() => this.#looking.delete(id));
    return entry.done;
  }

  async #lookUntilQuiet(id: string, entry: { again: boolean }): Promise<boolean> {
    for (;;) {
      entry.again = false;
      const told = await this.#lane.run(false, () => this.#lookOnce(id));
      if (!told || !entry.again) return told;
    }
  }

  async #lookOnce(id: string): Promise<boolean> {
    const { docker, cache, clock, log, onSeen, onGone } = this.#options;
    const askedAt = clock.monotonic();
    try {
      const container = await docker.inspect(id);
      cache.put(container, askedAt);
      onSeen(container);
      return true;
    } catch (error) {
      if (error instanceof DockerError && error.kind === 'notFound') {
        onGone(id);
        return true;
      }
      log.warn({ error, containerId: id }, 'container could not be looked at');
      return false;
    }
  }
}
