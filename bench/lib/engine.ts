import type Docker from 'dockerode';
import { engineApi } from '../../lab/harness/engine-api.ts';
import type { LabHost } from '../../lab/harness/lab.ts';

export interface Engine {
  readonly host: LabHost;
  readonly api: Docker;
}

export function openEngines(hosts: readonly LabHost[]): Engine[] {
  return hosts.map((host) => ({ host, api: engineApi(host) }));
}

/** Resolves when the engines together have started `count` containers, whoever asked; the same yardstick for every contender. */
export class StartCounter {
  private readonly streams: NodeJS.ReadableStream[] = [];
  private started = 0;
  private wanted = Number.POSITIVE_INFINITY;
  private arrive: (() => void) | null = null;

  static async open(engines: readonly Engine[]): Promise<StartCounter> {
    const counter = new StartCounter();
    const filters = JSON.stringify({ type: ['container'], event: ['start'] });
    for (const engine of engines) {
      const stream = await engine.api.getEvents({ filters });
      // Events come one JSON object a line; only their number matters here.
      stream.on('data', (chunk: Buffer) =>
        counter.count(
          chunk
            .toString()
            .split('\n')
            .filter((line) => line.trim() !== '').length,
        ),
      );
      counter.streams.push(stream);
    }
    return counter;
  }

  private count(by: number): void {
    this.started += by;
    if (this.started >= this.wanted) this.arrive?.();
  }

  /** Seconds from now until `count` more containers have started. */
  async measure(count: number, timeoutMs: number, act: () => Promise<void>): Promise<number> {
    this.started = 0;
    this.wanted = count;
    const begun = performance.now();
    const arrived = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${this.started} of ${count} containers started in ${timeoutMs} ms.`)),
        timeoutMs,
      );
      this.arrive = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    await Promise.all([act(), arrived]);
    return (performance.now() - begun) / 1000;
  }

  close(): void {
    for (const stream of this.streams)
      if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy();
  }
}

/** Containers of these engines that match the label, running or not. */
export async function countWithLabel(engines: readonly Engine[], label: string): Promise<number> {
  const lists = await Promise.all(
    engines.map((engine) => engine.api.listContainers({ all: true, filters: { label: [label] } })),
  );
  return lists.reduce((sum, list) => sum + list.length, 0);
}
