import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { z } from 'zod';
import type { ContainerSpec } from '../protocol/assignment.ts';
import { LABEL } from '../protocol/labels.ts';
import { classifyError } from './classify-error.ts';
import { createBody } from './create-body.ts';
import { DockerError, type DockerOperation } from './docker-error.ts';
import { get, modemOf, openDocker } from './modem.ts';
import { isOwned } from './ownership.ts';
import {
  type ContainerSummary,
  type DockerPort,
  ENGINE_EVENT_ACTIONS,
  type EngineContainer,
  type EngineEvent,
  type EngineInfo,
  type EventStream,
  type ForeignContainers,
  type Outcome,
} from './port.ts';
import { readEvent } from './read-event.ts';
import { readForeign, readInspect, readSummary } from './read-inspect.ts';
import { readJsonLines } from './read-stream.ts';

/** The newest API this client was written against; an older engine is spoken to in its own version. */
const API_VERSION_MAX = '1.47';

type Deadlines = Readonly<Record<Exclude<DockerOperation, 'pull'>, number>>;

const DEADLINE_MS: Deadlines = {
  ping: 5_000,
  info: 15_000,
  list: 20_000,
  inspect: 15_000,
  image: 15_000,
  create: 60_000,
  start: 60_000,
  stop: 30_000,
  restart: 60_000,
  unpause: 15_000,
  remove: 60_000,
  events: 10_000,
};
/** A pull may take as long as it likes while it gets on. */
const PULL_SILENCE_MS = 120_000;

const versionSchema = z.object({ ApiVersion: z.string() });
const infoSchema = z.object({
  Name: z.string(),
  OperatingSystem: z.string(),
  KernelVersion: z.string(),
  ServerVersion: z.string(),
  Architecture: z.string(),
  NCPU: z.number(),
  MemTotal: z.number(),
  Driver: z.string(),
});

export class DockerodeAdapter implements DockerPort {
  readonly #docker: Docker;
  readonly #deadlines: Deadlines;
  #negotiated: Promise<void> | null = null;

  constructor(socketPath: string, deadlines: Partial<Deadlines> = {}) {
    this.#docker = openDocker(socketPath);
    this.#deadlines = { ...DEADLINE_MS, ...deadlines };
  }

  ping(): Promise<void> {
    return this.#call('ping', async (signal) => void (await get(this.#docker, '/_ping', signal)));
  }

  info(): Promise<EngineInfo> {
    return this.#call('info', async (signal) => {
      const info = infoSchema.parse(await get(this.#docker, '/info', signal));
      return {
        hostname: info.Name,
        operatingSystem: info.OperatingSystem,
        kernelVersion: info.KernelVersion,
        dockerVersion: info.ServerVersion,
        architecture: info.Architecture,
        cpuCount: info.NCPU,
        memoryBytes: info.MemTotal,
        storageDriver: info.Driver,
      };
    });
  }

  listOwned(): Promise<readonly ContainerSummary[]> {
    return this.#call('list', async (abortSignal) => {
      const filters = { label: [LABEL.unit] };
      const infos = await this.#docker.listContainers({ all: true, filters, abortSignal });
      return infos.map(readSummary).filter(({ name, labels }) => isOwned(name, labels));
    });
  }

  listForeign(): Promise<ForeignContainers> {
    return this.#call('list', async (abortSignal) =>
      readForeign(await this.#docker.listContainers({ abortSignal }), LABEL.agent),
    );
  }

  inspect(id: string): Promise<EngineContainer> {
    return this.#call('inspect', async (abortSignal) =>
      readInspect(await this.#docker.getContainer(id).inspect({ abortSignal })),
    );
  }

  async imageExists(image: string): Promise<boolean> {
    try {
      await this.#call('image', (signal) => get(this.#docker, `/images/${image}/json`, signal));
      return true;
    } catch (error) {
      if (error instanceof DockerError && (error.kind === 'imageNotFound' || error.kind === 'notFound'))
        return false;
      throw error;
    }
  }

  pull(image: string, signal?: AbortSignal): Promise<void> {
    return this.#within('pull', PULL_SILENCE_MS, signal, async (abortSignal, stillAlive) => {
      // Without a tag Docker would fetch every tag there is.
      const fromImage = /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
      const stream = await this.#docker.createImage({ fromImage, abortSignal });
      for await (const line of readJsonLines(stream)) {
        stillAlive();
        const failure = typeof line === 'object' && line !== null && 'error' in line ? line.error : undefined;
        if (typeof failure === 'string') throw Object.assign(new Error(failure), { statusCode: 500 });
      }
    });
  }

  create(spec: ContainerSpec, labels: Readonly<Record<string, string>>): Promise<string> {
    return this.#call('create', async (abortSignal) => {
      const container = await this.#docker.createContainer({ ...createBody(spec, labels), abortSignal });
      return container.id;
    });
  }

  start(id: string): Promise<Outcome> {
    return this.#outcome('start', (abortSignal) => this.#docker.getContainer(id).start({ abortSignal }));
  }

  stop(id: string, timeoutMs: number): Promise<Outcome> {
    const t = Math.ceil(timeoutMs / 1000);
    return this.#outcome(
      'stop',
      (abortSignal) => this.#docker.getContainer(id).stop({ t, abortSignal }),
      this.#deadlines.stop + t * 1000,
    );
  }

  async restart(id: string, timeoutMs: number): Promise<void> {
    const t = Math.ceil(timeoutMs / 1000);
    await this.#outcome(
      'restart',
      (abortSignal) => this.#docker.getContainer(id).restart({ t, abortSignal }),
      this.#deadlines.restart + t * 1000,
    );
  }

  async unpause(id: string): Promise<Outcome> {
    return this.#outcome('unpause', (abortSignal) => this.#docker.getContainer(id).unpause({ abortSignal }));
  }

  async remove(id: string, force: boolean): Promise<Outcome> {
    try {
      return await this.#outcome('remove', (abortSignal) =>
        this.#docker.getContainer(id).remove({ force, v: true, abortSignal }),
      );
    } catch (error) {
      const gone = error instanceof DockerError && error.kind === 'notFound';
      const going =
        error instanceof DockerError &&
        error.kind === 'conflict' &&
        /already in progress/i.test(error.message);
      if (gone || going) return 'already';
      throw error;
    }
  }

  async events(signal: AbortSignal): Promise<EventStream> {
    const filters = JSON.stringify({ type: ['container'], event: ENGINE_EVENT_ACTIONS });
    // The deadline is for the answer's head; the stream that follows lives until `signal` or the engine ends it.
    const stream = await this.#within('events', this.#deadlines.events, signal, async (abortSignal) => {
      const options: Docker.GetEventsOptions & { abortSignal: AbortSignal } = { filters, abortSignal };
      return (await this.#docker.getEvents(options)) as Readable;
    });
    const end = (): void => void stream.destroy();
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    return { events: this.#readEvents(stream, signal, end) };
  }

  async *#readEvents(stream: Readable, signal: AbortSignal, end: () => void): AsyncGenerator<EngineEvent> {
    try {
      for await (const line of readJsonLines(stream)) {
        const event = readEvent(line);
        if (event !== null) yield event;
      }
    } catch (error) {
      if (!signal.aborted) throw classifyError('events', error);
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }

  async #outcome(
    operation: Exclude<DockerOperation, 'pull'>,
    run: (signal: AbortSignal) => Promise<unknown>,
    deadlineMs = this.#deadlines[operation],
  ): Promise<Outcome> {
    try {
      await this.#within(operation, deadlineMs, undefined, run);
      return 'done';
    } catch (error) {
      if (error instanceof DockerError && error.kind === 'alreadyDone') return 'already';
      throw error;
    }
  }

  #call<T>(
    operation: Exclude<DockerOperation, 'pull'>,
    run: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return this.#within(operation, this.#deadlines[operation], undefined, run);
  }

  async #within<T>(
    operation: DockerOperation,
    deadlineMs: number,
    outer: AbortSignal | undefined,
    run: (signal: AbortSignal, stillAlive: () => void) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    let expired = false;
    const expire = (): void => {
      expired = true;
      controller.abort();
    };
    const abort = (): void => controller.abort();
    const timer = setTimeout(expire, deadlineMs);
    outer?.addEventListener('abort', abort, { once: true });
    if (outer?.aborted) abort();
    try {
      await this.#negotiate();
      return await run(controller.signal, () => timer.refresh());
    } catch (error) {
      if (expired) {
        throw new DockerError(
          'timeout',
          operation,
          `The engine did not answer to ${operation} in ${deadlineMs} ms.`,
        );
      }
      const classified = classifyError(operation, error);
      // The engine that comes back may be another one.
      if (classified.kind === 'unavailable') this.#negotiated = null;
      throw classified;
    } finally {
      clearTimeout(timer);
      outer?.removeEventListener('abort', abort);
    }
  }

  async #negotiate(): Promise<void> {
    this.#negotiated ??= this.#agreeOnVersion();
    try {
      await this.#negotiated;
    } catch (error) {
      this.#negotiated = null;
      throw error;
    }
  }

  async #agreeOnVersion(): Promise<void> {
    const modem = modemOf(this.#docker);
    modem.version = undefined;
    const signal = AbortSignal.timeout(this.#deadlines.ping);
    const { ApiVersion } = versionSchema.parse(await get(this.#docker, '/version', signal));
    modem.version = `v${lower(ApiVersion, API_VERSION_MAX)}`;
  }
}

function lower(a: string, b: string): string {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor < bMajor || (aMajor === bMajor && aMinor <= bMinor) ? a : b;
}
