import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeEngine } from '../docker/fake-engine.ts';
import type { EngineContainer } from '../docker/port.ts';
import { createLogger } from '../lib/logger.ts';
import { ContainerCache } from '../observe/container-cache.ts';
import { EngineWatch } from '../observe/engine-watch.ts';
import type { Assignment } from '../protocol/assignment.ts';
import type { JobFailure } from '../protocol/messages.ts';
import type { UnitObservation } from '../protocol/observation.ts';
import { UnitStore } from '../store/unit-store.ts';
import { HostKeeper } from '../work/host-keeper.ts';
import { FakeClock, settle } from './fake-clock.ts';

/** Keeper, watch and store over an in-memory engine, in time that the test moves. */
export class HostWorld {
  readonly clock: FakeClock;
  readonly engine: FakeEngine;
  readonly directory: string;
  readonly failures: JobFailure[] = [];
  readonly reachable: boolean[] = [];
  store!: UnitStore;
  keeper!: HostKeeper;
  #watching: AbortController | null = null;
  #watch: Promise<void> = Promise.resolve();

  private constructor(directory: string, clock: FakeClock, engine: FakeEngine) {
    this.directory = directory;
    this.clock = clock;
    this.engine = engine;
  }

  /** `agentAheadMs`: how far the agent's time of day is ahead of the engine's. */
  static async open({ agentAheadMs = 0 } = {}): Promise<HostWorld> {
    const clock = new FakeClock();
    const engine = new FakeEngine(clock.skewedBy(-agentAheadMs));
    engine.addLocalImage('web:1');
    engine.latencyMs = { create: 20, start: 60, stop: 20, restart: 60, remove: 20, inspect: 2, list: 5 };
    const world = new HostWorld(await mkdtemp(join(tmpdir(), 'drover-agent-')), clock, engine);
    await world.startAgent();
    return world;
  }

  async startAgent(): Promise<void> {
    const log = createLogger('silent');
    const cache = new ContainerCache();
    const { clock, engine: docker } = this;
    this.store = await UnitStore.open(this.directory, clock, log);
    this.keeper = new HostKeeper({
      docker,
      store: this.store,
      cache,
      clock,
      log,
      onChange: () => undefined,
      onFailure: (failure) => this.failures.push(failure),
    });
    const watch = new EngineWatch({
      docker,
      cache,
      target: this.keeper,
      clock,
      log,
      onReachable: (reachable) => this.reachable.push(reachable),
      onForeign: () => undefined,
    });
    this.#watching = new AbortController();
    this.#watch = watch.run(this.#watching.signal);
    await settle();
  }

  async stopAgent(): Promise<void> {
    this.#watching?.abort();
    this.keeper.setReady(false);
    await this.clock.advance(100);
    await this.#watch;
    await this.store.close();
  }

  async close(): Promise<void> {
    await this.stopAgent();
    await rm(this.directory, { recursive: true, force: true });
  }

  accept(assignment: Assignment, jobId: string | null = null): void {
    this.keeper.accept([{ assignment, jobId }]);
  }

  seen(unitId = 'u1'): UnitObservation | null {
    return this.keeper.observe(unitId);
  }

  containers(unitId = 'u1'): readonly EngineContainer[] {
    return this.engine.all().filter(({ labels }) => labels['io.drover.unit'] === unitId);
  }

  only(unitId = 'u1'): EngineContainer {
    const [container, ...others] = this.containers(unitId);
    if (container === undefined || others.length > 0)
      throw new Error(`${others.length + 1} containers, not one`);
    return container;
  }

  async converged(unitId = 'u1', withinMs = 60_000): Promise<void> {
    await this.clock.until(() => this.seen(unitId)?.converged ?? false, withinMs);
  }
}
