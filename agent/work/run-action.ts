import type { UnitAction } from '../core/model.ts';
import { DockerError } from '../docker/docker-error.ts';
import { unitIdOf } from '../docker/ownership.ts';
import type { DockerPort, EngineContainer } from '../docker/port.ts';
import type { Clock } from '../lib/clock.ts';
import { Lane } from '../lib/lane.ts';
import type { ContainerCache } from '../observe/container-cache.ts';
import { LABEL, PRIMARY_LAUNCH_CONFIG } from '../protocol/labels.ts';

/** Measured on two cores: beyond this, more at once makes each slower and the last one no earlier. */
export const LAUNCHES_AT_ONCE = 8;
/** Mostly waiting for processes to obey. */
const TAKE_DOWNS_AT_ONCE = 16;

/** Does one action at the engine and brings what is known of its container up to date. Throws DockerError. */
export class ActionRunner {
  readonly #docker: DockerPort;
  readonly #cache: ContainerCache;
  readonly #clock: Clock;
  readonly #launches = new Lane(LAUNCHES_AT_ONCE);
  readonly #takeDowns = new Lane(TAKE_DOWNS_AT_ONCE);

  constructor(docker: DockerPort, cache: ContainerCache, clock: Clock) {
    this.#docker = docker;
    this.#cache = cache;
    this.#clock = clock;
  }

  async create(action: UnitAction & { kind: 'create' }, generation: number): Promise<EngineContainer> {
    const { spec } = action;
    const labels = {
      [LABEL.unit]: action.unitId,
      [LABEL.specHash]: spec.specHash,
      [LABEL.generation]: String(generation),
      [LABEL.restart]: String(action.restartCount),
      [LABEL.rancherLaunchConfig]: action.launch === '' ? PRIMARY_LAUNCH_CONFIG : action.launch,
    };
    try {
      const id = await this.#launches.run(action.cause === 'removed', () =>
        this.#docker.create(spec, labels),
      );
      const made = justMade(id, action, { ...spec.labels, ...labels }, this.#clock.now());
      this.#cache.put(made, this.#clock.monotonic());
      return made;
    } catch (error) {
      const namesake = isKind(error, 'nameTaken') ? await this.#findNamesake(action) : null;
      if (namesake === null) throw error;
      return namesake;
    }
  }

  async start(action: UnitAction & { kind: 'start' }): Promise<EngineContainer> {
    // To go on with what was begun comes before beginning more: the first unit is up sooner and the last no later.
    await this.#launches.run(true, () => this.#docker.start(action.containerId));
    return this.look(action.containerId);
  }

  async restart(action: UnitAction & { kind: 'restart' }): Promise<EngineContainer> {
    await this.#takeDowns.run(false, () => this.#docker.restart(action.containerId, action.timeoutMs));
    return this.look(action.containerId);
  }

  async unpause(action: UnitAction & { kind: 'unpause' }): Promise<EngineContainer> {
    await this.#launches.run(true, () => this.#docker.unpause(action.containerId));
    return this.look(action.containerId);
  }

  async stop(action: UnitAction & { kind: 'stop' }): Promise<EngineContainer> {
    await this.#takeDowns.run(false, () => this.#docker.stop(action.containerId, action.timeoutMs));
    const known = this.#cache.get(action.containerId);
    if (!action.removeNext || known === undefined) return this.look(action.containerId);
    // It is removed next: how exactly it ended is not worth a question.
    const ended: EngineContainer = { ...known, state: 'exited' };
    this.#cache.put(ended, this.#clock.monotonic());
    return ended;
  }

  async remove(action: UnitAction & { kind: 'remove' }): Promise<EngineContainer | undefined> {
    await this.#takeDowns.run(false, () => this.#docker.remove(action.containerId, true));
    return this.#cache.drop(action.containerId);
  }

  async look(id: string): Promise<EngineContainer> {
    const askedAt = this.#clock.monotonic();
    const container = await this.#docker.inspect(id);
    this.#cache.put(container, askedAt);
    return container;
  }

  /** The name may be held by this very unit's container, when it was made and the answer got lost. */
  async #findNamesake(action: UnitAction & { kind: 'create' }): Promise<EngineContainer | null> {
    const all = await this.#docker.listOwned();
    const namesake = all.find(({ name }) => name === action.spec.dockerName);
    return namesake !== undefined && unitIdOf(namesake.labels) === action.unitId
      ? this.look(namesake.id)
      : null;
  }
}

export function isKind(error: unknown, kind: DockerError['kind']): boolean {
  return error instanceof DockerError && error.kind === kind;
}

/** A container as it is right after its creation, without asking for what is known anyway. */
function justMade(
  id: string,
  { spec }: UnitAction & { kind: 'create' },
  labels: Readonly<Record<string, string>>,
  now: number,
): EngineContainer {
  return {
    id,
    name: spec.dockerName,
    state: 'created',
    labels,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
    exitCode: null,
    facts: {
      image: spec.image,
      imageId: '',
      command: spec.command ?? [],
      entrypoint: spec.entrypoint ?? [],
      createdAt: new Date(now).toISOString(),
      startedAt: null,
      finishedAt: null,
      exitCode: null,
      oomKilled: false,
      restartCount: 0,
      ipAddress: null,
      macAddress: null,
      ports: [],
      mounts: [],
      labels: { ...labels },
    },
  };
}
