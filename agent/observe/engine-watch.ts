import { DockerError } from '../docker/docker-error.ts';
import { isOwned, unitIdOf } from '../docker/ownership.ts';
import type { DockerPort, EngineEvent, EventStream } from '../docker/port.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { ContainerCache } from './container-cache.ts';
import { EventTimes } from './event-times.ts';
import { Inspector } from './inspector.ts';

const LIST_EVERY_MS = 30_000;
/** After something could not be looked at. */
const LIST_SOON_MS = 1_000;
const PING_EVERY_MS = 5_000;
/** A single late answer is a busy engine; two in a row are one that hangs. */
const SILENT_PINGS_MAX = 2;
const CONNECT_FIRST_RETRY_MS = 100;
const CONNECT_LONGEST_RETRY_MS = 2_000;
/** HUP, USR1 and the like are messages to the process; these ask it to end. */
const ENDING_SIGNALS: ReadonlySet<number> = new Set([2, 3, 6, 9, 15]);

/** The part of HostKeeper that is told what the engine shows. */
export interface WatchTarget {
  noticed(unitId: string, containerId: string, at: number): boolean;
  endRequested(unitId: string, containerId: string, at: number): void;
  notSeen(unitId: string, containerId: string, at: number): void;
  seen(container: Awaited<ReturnType<DockerPort['inspect']>>): void;
  gone(containerId: string): void;
  retryPortTaken(): void;
  setReady(ready: boolean): void;
}

export interface WatchOptions {
  readonly docker: DockerPort;
  readonly cache: ContainerCache;
  readonly target: WatchTarget;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onReachable: (reachable: boolean) => void;
  /** A container that is none of Drover's came, went or changed. */
  readonly onForeign: () => void;
}

/**
 * Follows the engine: its event stream for speed, a full list now and then and after each gap for certainty. An engine
 * that does not answer is unreachable, which says nothing about its containers.
 */
export class EngineWatch {
  readonly #options: WatchOptions;
  readonly #inspector: Inspector;
  readonly #eventTimes = new EventTimes();
  #reachable: boolean | null = null;
  #listSoon = (): void => undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
    const { docker, cache, clock, log, target } = options;
    this.#inspector = new Inspector({
      docker,
      cache,
      clock,
      log,
      onSeen: (container) => target.seen(container),
      onGone: (id) => target.gone(id),
    });
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#options;
    let wait = CONNECT_FIRST_RETRY_MS;
    while (!signal.aborted) {
      const connection = new AbortController();
      const end = (): void => connection.abort();
      signal.addEventListener('abort', end, { once: true });
      try {
        await this.#follow(connection);
        wait = CONNECT_FIRST_RETRY_MS;
      } catch (error) {
        if (signal.aborted) break;
        log.warn({ error }, 'engine cannot be followed');
        this.#setReachable(false);
        await clock.sleep(wait, signal);
        wait = Math.min(wait * 2, CONNECT_LONGEST_RETRY_MS);
      } finally {
        signal.removeEventListener('abort', end);
        end();
      }
    }
  }

  /** One stream from its opening to its end. Throws when the engine cannot be asked. */
  async #follow(connection: AbortController): Promise<void> {
    await this.#options.docker.ping();
    const stream = await this.#options.docker.events(connection.signal);
    const reading = this.#read(stream).finally(() => connection.abort());
    const upkeep = this.#upkeep(connection).finally(() => connection.abort());
    const outcomes = await Promise.allSettled([reading, upkeep]);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  async #read({ events }: EventStream): Promise<void> {
    for await (const event of events) this.#handle(event);
  }

  async #upkeep({ signal }: AbortController): Promise<void> {
    await this.#list(signal);
    if (signal.aborted) return;
    this.#setReachable(true);
    await Promise.all([this.#listNowAndThen(signal), this.#pingNowAndThen(signal)]);
  }

  async #listNowAndThen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const soon = new AbortController();
      this.#listSoon = () => void this.#options.clock.after(LIST_SOON_MS, () => soon.abort());
      await this.#options.clock.sleep(LIST_EVERY_MS, AbortSignal.any([signal, soon.signal]));
      if (!signal.aborted) await this.#list(signal);
    }
  }

  async #pingNowAndThen(signal: AbortSignal): Promise<void> {
    let silent = 0;
    while (!signal.aborted) {
      await this.#options.clock.sleep(PING_EVERY_MS, signal);
      if (signal.aborted) return;
      try {
        await this.#options.docker.ping();
        silent = 0;
      } catch (error) {
        const late = error instanceof DockerError && error.kind === 'timeout';
        if (!late || ++silent >= SILENT_PINGS_MAX) throw error;
      }
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { docker, cache, clock, target, onForeign } = this.#options;
    const listedAt = clock.monotonic();
    const summaries = await docker.listOwned();
    if (signal.aborted) return;
    const listed = new Set(summaries.map(({ id }) => id));
    for (const id of cache.ids()) if (!listed.has(id) && cache.seenAt(id) < listedAt) target.gone(id);
    const changed = summaries.filter(
      ({ id, state, labels }) =>
        cache.get(id)?.state !== state && target.noticed(unitIdOf(labels) ?? '', id, listedAt),
    );
    const told = await Promise.all(changed.map(({ id }) => this.#inspector.look(id)));
    if (told.includes(false)) this.#listSoon();
    onForeign();
  }

  #handle(event: EngineEvent): void {
    const { target, cache, clock, onForeign } = this.#options;
    const { action, containerId, labels } = event;
    const at = this.#eventTimes.toLocal(event.at, clock.monotonic());
    const known = cache.get(containerId) !== undefined;
    if (!known && !isOwned(labels.name ?? '', labels)) {
      if (action === 'die' || action === 'destroy') target.retryPortTaken();
      onForeign();
      return;
    }
    const unitId = unitIdOf(labels) ?? '';
    if (action === 'destroy') {
      target.gone(containerId);
    } else if (action === 'kill') {
      if (event.signal !== null && ENDING_SIGNALS.has(event.signal))
        target.endRequested(unitId, containerId, at);
    } else if (target.noticed(unitId, containerId, at)) {
      // Never rejects; what could not be seen is seen by the next list.
      void this.#inspector.look(containerId).then((told) => {
        if (told) return;
        target.notSeen(unitId, containerId, at);
        this.#listSoon();
      });
    }
  }

  #setReachable(reachable: boolean): void {
    this.#options.target.setReady(reachable);
    if (this.#reachable === reachable) return;
    this.#reachable = reachable;
    this.#options.log.info({ reachable }, 'engine');
    this.#options.onReachable(reachable);
  }
}
