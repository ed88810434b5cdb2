import type { DockerPort } from '../docker/port.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { HostFacts } from '../protocol/observation.ts';

const REFRESH_EVERY_MS = 600_000;

/** What this machine is; asked again when the engine came back, for it may have been upgraded, and now and then. */
export class HostFactsWatch {
  readonly #docker: DockerPort;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #describe: (info: Awaited<ReturnType<DockerPort['info']>>) => Promise<HostFacts>;
  readonly #onChange: () => void;
  #known: HostFacts | null = null;
  #cancel: () => void = () => undefined;

  constructor(options: {
    readonly docker: DockerPort;
    readonly clock: Clock;
    readonly log: Logger;
    readonly describe: (info: Awaited<ReturnType<DockerPort['info']>>) => Promise<HostFacts>;
    readonly onChange: () => void;
  }) {
    this.#docker = options.docker;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#describe = options.describe;
    this.#onChange = options.onChange;
  }

  /** Null until the engine has told. */
  get known(): HostFacts | null {
    return this.#known;
  }

  async refresh(): Promise<void> {
    this.#cancel();
    try {
      const facts = await this.#describe(await this.#docker.info());
      if (JSON.stringify(facts) !== JSON.stringify(this.#known)) {
        this.#known = facts;
        this.#onChange();
      }
    } catch (error) {
      this.#log.warn({ error }, 'the engine could not be asked about this machine');
    }
    this.#cancel = this.#clock.after(REFRESH_EVERY_MS, () => void this.refresh());
  }

  stop(): void {
    this.#cancel();
  }
}
