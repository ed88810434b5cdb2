import { DockerError, type DockerOperation } from '../../../agent/docker/docker-error.ts';
import { FakeEngine } from '../../../agent/docker/fake-engine.ts';
import type { DockerPort } from '../../../agent/docker/port.ts';
import type { Chance } from '../world/chance.ts';
import type { Coverage } from '../world/coverage.ts';
import type { Life } from '../world/life.ts';
import { ProcessClock } from '../world/process-clock.ts';
import type { Timeline } from '../world/timeline.ts';

export interface EngineFaults {
  /** Of calls: refused with an error of the engine's. */
  refusal: number;
  /** Of calls: carried out, and the answer does not come. */
  answerLost: number;
  /** Longest time that a call takes. */
  latencyMsMax: number;
}

export type EngineCallObserver = (operation: DockerOperation, containerId: string | null, life: Life) => void;

/** The engine of a host behind its socket: calls take time, fail, and their answers may be lost. */
export class SimEngine {
  readonly fake: FakeEngine;
  readonly faults: EngineFaults = { refusal: 0, answerLost: 0, latencyMsMax: 40 };
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #coverage: Coverage;
  readonly #onCall: EngineCallObserver;

  constructor(
    timeline: Timeline,
    chance: Chance,
    coverage: Coverage,
    options: { readonly skewMs: () => number; readonly onCall: EngineCallObserver },
  ) {
    this.#timeline = timeline;
    this.#chance = chance;
    this.#coverage = coverage;
    this.#onCall = options.onCall;
    this.fake = new FakeEngine(new ProcessClock(timeline, null, options.skewMs));
  }

  /** As one agent process reaches it. What it has sent off arrives even when the process is gone by then. */
  portFor(life: Life): DockerPort {
    const { fake } = this;
    const call = <T>(operation: DockerOperation, id: string | null, run: () => Promise<T>): Promise<T> =>
      life.ended ? new Promise(() => undefined) : life.mine(this.#call(life, operation, id, run));
    return {
      ping: () => call('ping', null, () => fake.ping()),
      info: () => call('info', null, () => fake.info()),
      listOwned: () => call('list', null, () => fake.listOwned()),
      listForeign: () => call('list', null, () => fake.listForeign()),
      inspect: (id) => call('inspect', id, () => fake.inspect(id)),
      imageExists: (image) => call('image', null, () => fake.imageExists(image)),
      pull: (image, signal) => call('pull', null, () => fake.pull(image, signal)),
      create: (spec, labels) => call('create', null, () => fake.create(spec, labels)),
      start: (id) => call('start', id, () => fake.start(id)),
      stop: (id, timeoutMs) => call('stop', id, () => fake.stop(id, timeoutMs)),
      restart: (id, timeoutMs) => call('restart', id, () => fake.restart(id, timeoutMs)),
      unpause: (id) => call('unpause', id, () => fake.unpause(id)),
      remove: (id, force) => call('remove', id, () => fake.remove(id, force)),
      events: (signal) => {
        const ended = new AbortController();
        life.atEnd(() => ended.abort());
        signal.addEventListener('abort', () => ended.abort(), { once: true });
        return call('events', null, () => fake.events(ended.signal));
      },
    };
  }

  async #call<T>(
    life: Life,
    operation: DockerOperation,
    id: string | null,
    run: () => Promise<T>,
  ): Promise<T> {
    const light = operation === 'ping' || operation === 'list' || operation === 'events';
    const most = light ? 4 : this.faults.latencyMsMax;
    await this.#delay(this.#chance.between(1, most), null);
    const { down } = this.fake;
    if (!down && !light && this.#chance.happens(this.faults.refusal)) {
      this.#coverage.note('engine call failed');
      throw new DockerError(
        this.#chance.one('unknown', 'timeout', 'conflict'),
        operation,
        'made to fail',
        500,
      );
    }
    if (!down) this.#onCall(operation, id, life);
    const answer = await run();
    if (light) return answer;
    await this.#delay(this.#chance.between(1, most), life);
    if (!this.fake.down && !this.#chance.happens(this.faults.answerLost)) return answer;
    this.#coverage.note('engine answer lost');
    throw new DockerError(this.fake.down ? 'unavailable' : 'timeout', operation, 'the answer was lost');
  }

  #delay(ms: number, owner: Life | null): Promise<void> {
    return new Promise((resolve) => void this.#timeline.after(ms, resolve, owner));
  }
}
