import type { Clock } from '../lib/clock.ts';
import type { ContainerSpec } from '../protocol/assignment.ts';
import { LABEL } from '../protocol/labels.ts';
import { DockerError, type DockerErrorKind, type DockerOperation } from './docker-error.ts';
import { enginePolicy } from './engine-policy.ts';
import { type FakeContainer, isAlive, snapshot } from './fake-container.ts';
import { EventHub } from './fake-events.ts';
import { isOwned } from './ownership.ts';
import type {
  ContainerSummary,
  DockerPort,
  EngineContainer,
  EngineEventAction,
  EngineInfo,
  EventStream,
  ForeignContainers,
  Outcome,
} from './port.ts';

export interface FakeImage {
  readonly pullMs?: number;
  /** How long its process takes to obey a stop; longer than the timeout means that it is killed. */
  readonly stopMs?: number;
  readonly pullFails?: DockerErrorKind;
}

const ENGINE_RESTART_MS = 100;

/** A Docker engine in memory. `conformance.ts` holds it to what a real one does. */
export class FakeEngine implements DockerPort {
  readonly #clock: Clock;
  readonly #containers = new Map<string, FakeContainer>();
  readonly #registry = new Map<string, FakeImage>();
  readonly #local = new Set<string>();
  readonly #hub = new EventHub();
  #nextId = 1;
  /** Each call that reached the engine, for tests that count them. */
  readonly calls: string[] = [];
  down = false;
  diskFull = false;
  /** Each entry makes the next call of that operation fail once. */
  readonly failNext = new Map<DockerOperation, DockerErrorKind>();

  latencyMs: Partial<Record<DockerOperation, number>> = {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  publishImage(name: string, image: FakeImage = {}): void {
    this.#registry.set(name, image);
  }

  addLocalImage(name: string, image: FakeImage = {}): void {
    this.#registry.set(name, image);
    this.#local.add(name);
  }

  ping(): Promise<void> {
    return this.#reach('ping', async () => undefined);
  }

  info(): Promise<EngineInfo> {
    return this.#reach('info', async () => ({
      hostname: 'fake',
      operatingSystem: 'Fake Linux',
      kernelVersion: '6.1.0',
      dockerVersion: '28.0.0',
      architecture: 'x86_64',
      cpuCount: 2,
      memoryBytes: 4 * 1024 ** 3,
      storageDriver: 'overlay2',
    }));
  }

  listOwned(): Promise<readonly ContainerSummary[]> {
    return this.#reach('list', async () =>
      [...this.#containers.values()]
        .filter(({ name, labels }) => isOwned(name, labels))
        .map(({ id, name, state, labels }) => ({ id, name, state, labels })),
    );
  }

  listForeign(): Promise<ForeignContainers> {
    return this.#reach('list', async () => {
      const foreign = [...this.#containers.values()].filter(
        ({ name, labels, state }) =>
          !isOwned(name, labels) && labels[LABEL.agent] === undefined && state === 'running',
      );
      const ports = foreign.flatMap(({ spec }) =>
        spec.ports.flatMap(({ hostIp, hostPort, protocol }) =>
          hostPort === null ? [] : [{ hostIp, hostPort, protocol }],
        ),
      );
      return { count: foreign.length, ports };
    });
  }

  inspect(id: string): Promise<EngineContainer> {
    return this.#reach('inspect', async () => snapshot(this.#need('inspect', id)));
  }

  imageExists(image: string): Promise<boolean> {
    return this.#reach('image', async () => this.#local.has(image));
  }

  pull(image: string, signal?: AbortSignal): Promise<void> {
    return this.#reach('pull', async () => {
      const known = this.#registry.get(image);
      if (known === undefined)
        throw new DockerError('imageNotFound', 'pull', `manifest for ${image} not found`, 404);
      await this.#clock.sleep(known.pullMs ?? 0, signal);
      if (signal?.aborted) throw new DockerError('aborted', 'pull', 'The pull was given up.');
      if (known.pullFails) throw new DockerError(known.pullFails, 'pull', 'The registry refused.', 500);
      if (this.diskFull) throw new DockerError('diskFull', 'pull', 'no space left on device', 500);
      this.#local.add(image);
    });
  }

  create(spec: ContainerSpec, labels: Readonly<Record<string, string>>): Promise<string> {
    return this.#reach('create', async () => {
      if (!this.#local.has(spec.image)) {
        throw new DockerError('imageNotFound', 'create', `No such image: ${spec.image}`, 404);
      }
      const namesake = [...this.#containers.values()].find(({ name }) => name === spec.dockerName);
      if (namesake) {
        const message = `Conflict. The container name "/${spec.dockerName}" is already in use by container "${namesake.id}".`;
        throw new DockerError('nameTaken', 'create', message, 409);
      }
      if (this.diskFull) throw new DockerError('diskFull', 'create', 'no space left on device', 500);
      return this.#make(spec, spec.dockerName, { ...spec.labels, ...labels }).id;
    });
  }

  start(id: string): Promise<Outcome> {
    return this.#reach('start', async () => {
      const container = this.#need('start', id);
      if (container.state === 'running' || container.state === 'restarting') return 'already';
      if (container.state === 'paused')
        throw new DockerError('conflict', 'start', 'Cannot start a paused container.', 409);
      this.#run(container);
      return 'done';
    });
  }

  stop(id: string, timeoutMs: number): Promise<Outcome> {
    return this.#reach('stop', async () => {
      const container = this.#need('stop', id);
      if (!isAlive(container)) return 'already';
      await this.#end(container, timeoutMs);
      return 'done';
    });
  }

  restart(id: string, timeoutMs: number): Promise<void> {
    return this.#reach('restart', async () => {
      const container = this.#need('restart', id);
      if (isAlive(container)) await this.#end(container, timeoutMs);
      this.#run(container);
    });
  }

  unpause(id: string): Promise<Outcome> {
    return this.#reach<Outcome>('unpause', async () => {
      const container = this.#need('unpause', id);
      if (container.state !== 'paused') throw new DockerError('unknown', 'unpause', 'is not paused', 500);
      container.state = 'running';
      this.#tell('unpause', container);
      return 'done';
    });
  }

  remove(id: string, force: boolean): Promise<Outcome> {
    return this.#reach('remove', async () => {
      const container = this.#containers.get(id);
      if (container === undefined) return 'already';
      if (isAlive(container) && !force) {
        throw new DockerError('conflict', 'remove', 'You cannot remove a running container.', 409);
      }
      if (isAlive(container)) this.#die(container, 137, true);
      this.#containers.delete(id);
      this.#tell('destroy', container);
      return 'done';
    });
  }

  events(signal: AbortSignal): Promise<EventStream> {
    return this.#reach('events', async () => ({ events: this.#hub.subscribe(signal) }));
  }

  // What happens behind the agent's back.

  exit(id: string, exitCode = 1): void {
    this.#die(this.#need('inspect', id), exitCode, false);
  }

  killByHand(id: string): void {
    const container = this.#need('inspect', id);
    this.#tell('kill', container, 9);
    this.#die(container, 137, true);
  }

  stopByHand(id: string): void {
    const container = this.#need('inspect', id);
    this.#tell('kill', container, 15);
    this.#die(container, 0, true);
  }

  pauseByHand(id: string): void {
    const container = this.#need('inspect', id);
    container.state = 'paused';
    this.#tell('pause', container);
  }

  removeByHand(id: string): void {
    const container = this.#need('inspect', id);
    if (isAlive(container)) this.killByHand(id);
    this.#containers.delete(id);
    this.#tell('destroy', container);
  }

  /** A container that somebody runs beside Drover, or left behind in any state. */
  plant(
    spec: ContainerSpec,
    name: string,
    state: EngineContainer['state'],
    extra: Readonly<Record<string, string>> = {},
  ): string {
    const container = this.#make(spec, name, { ...spec.labels, ...extra });
    container.state = state;
    if (state !== 'created') container.startedAt = this.#clock.now() - 60_000;
    if (state === 'exited' || state === 'dead') {
      container.finishedAt = this.#clock.now() - 30_000;
      container.exitCode = 0;
    }
    if (state === 'restarting') this.#comeBack(container);
    return container.id;
  }

  goDown(): void {
    this.down = true;
    this.#hub.endAll();
  }

  /** The machine loses its power: with the daemon ends everything that ran. */
  powerOff(): void {
    this.goDown();
    for (const container of this.#containers.values()) {
      if (!isAlive(container)) continue;
      container.startsWithEngine = enginePolicy(container.spec).Name === 'unless-stopped';
      container.state = 'exited';
      container.exitCode = 255;
      container.finishedAt = this.#clock.now();
    }
  }

  /** The daemon's directory is lost. */
  wipe(): void {
    this.#containers.clear();
  }

  comeBack(): void {
    this.down = false;
    for (const container of this.#containers.values()) {
      if (container.startsWithEngine && container.state === 'exited') this.#runIfPossible(container);
      container.startsWithEngine = false;
    }
  }

  /** Loses the event stream only, as a busy daemon does. */
  dropStreams(): void {
    this.#hub.endAll();
  }

  all(): readonly EngineContainer[] {
    return [...this.#containers.values()].map(snapshot);
  }

  async #reach<T>(operation: DockerOperation, run: () => Promise<T>): Promise<T> {
    this.calls.push(operation);
    await Promise.resolve();
    if (this.down)
      throw new DockerError('unavailable', operation, 'connect ECONNREFUSED /var/run/docker.sock');
    const failure = this.failNext.get(operation);
    if (failure !== undefined) {
      this.failNext.delete(operation);
      throw new DockerError(failure, operation, `made to fail: ${failure}`, 500);
    }
    const latency = this.latencyMs[operation] ?? 0;
    if (latency > 0) await this.#clock.sleep(latency);
    const answer = await run();
    // The answer is on its way when the engine has done it and told its listeners.
    if (latency > 0) await this.#clock.sleep(1);
    return answer;
  }

  #need(operation: DockerOperation, id: string): FakeContainer {
    const container = this.#containers.get(id);
    if (container === undefined)
      throw new DockerError('notFound', operation, `No such container: ${id}`, 404);
    return container;
  }

  #make(spec: ContainerSpec, name: string, labels: Readonly<Record<string, string>>): FakeContainer {
    const container: FakeContainer = {
      id: `c${String(this.#nextId++).padStart(6, '0')}`,
      spec,
      name,
      labels,
      createdAt: this.#clock.now(),
      state: 'created',
      startedAt: null,
      finishedAt: null,
      exitCode: null,
      restartCount: 0,
      startsWithEngine: false,
    };
    this.#containers.set(container.id, container);
    this.#tell('create', container);
    return container;
  }

  /** The daemon's own start of a container: one that cannot start stays down. */
  #runIfPossible(container: FakeContainer): void {
    if (this.#hasFreePorts(container)) this.#run(container);
    else container.state = 'exited';
  }

  #hasFreePorts(container: FakeContainer): boolean {
    const wanted = new Set(container.spec.ports.flatMap(({ hostPort }) => hostPort ?? []));
    return ![...this.#containers.values()].some(
      (other) =>
        other !== container &&
        isAlive(other) &&
        other.spec.ports.some(({ hostPort }) => hostPort !== null && wanted.has(hostPort)),
    );
  }

  #run(container: FakeContainer): void {
    if (!this.#hasFreePorts(container))
      throw new DockerError('portTaken', 'start', 'port is already allocated', 500);
    container.state = 'running';
    container.startedAt = this.#clock.now();
    container.exitCode = null;
    this.#tell('start', container);
  }

  async #end(container: FakeContainer, timeoutMs: number): Promise<void> {
    this.#tell('kill', container, 15);
    const needs = this.#registry.get(container.spec.image)?.stopMs ?? 0;
    await this.#clock.sleep(Math.min(needs, timeoutMs));
    if (isAlive(container)) this.#die(container, needs > timeoutMs ? 137 : 0, true);
  }

  #die(container: FakeContainer, exitCode: number, byHand: boolean): void {
    const policy = enginePolicy(container.spec).Name;
    container.exitCode = exitCode;
    container.finishedAt = this.#clock.now();
    const comesBack = !byHand && (policy === 'unless-stopped' || (policy === 'on-failure' && exitCode !== 0));
    container.state = comesBack ? 'restarting' : 'exited';
    this.#tell('die', container);
    if (comesBack) this.#comeBack(container);
  }

  #comeBack(container: FakeContainer): void {
    const wait = ENGINE_RESTART_MS * 2 ** Math.min(container.restartCount++, 9);
    this.#clock.after(wait, () => {
      if (this.#containers.get(container.id) === container && container.state === 'restarting')
        this.#runIfPossible(container);
    });
  }

  #tell(action: EngineEventAction, container: FakeContainer, signal: number | null = null): void {
    const { id: containerId, labels, name } = container;
    this.#hub.publish({ action, containerId, labels: { ...labels, name }, at: this.#clock.now(), signal });
  }
}
