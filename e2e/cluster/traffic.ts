import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { LabHost } from '../../lab/harness/lab.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';

/** Where the demo's Front answers on every host. */
export const FRONT_PORT = 8090;
/** Visitors of one host at a time; each asks again a moment after its answer: about 40 requests a second and host. */
const VISITORS_PER_HOST = 4;
const PAUSE_MS = 100;
const REQUEST_TIMEOUT_MS = 5_000;
const FIRST_ANSWER_TIMEOUT_MS = 60_000;
/** Enough to see what happened; the number of all is counted beside it. */
const KEPT_FAILURES_MAX = 50;

export interface LostRequest {
  readonly host: string;
  /** ISO 8601, when it was sent. */
  readonly at: string;
  readonly tookMs: number;
  readonly error: string;
}

export interface TrafficReport {
  readonly ok: number;
  readonly lost: number;
  readonly okByHost: Readonly<Record<string, number>>;
  /** The first 50 of them. */
  readonly failures: readonly LostRequest[];
  /** The longest that an answered request took. */
  readonly slowestMs: number;
}

/** One visit over a connection of its own, so that each one shows whether new visitors are served. */
function visit(host: LabHost, port: number, agent: Agent): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  const asked = get({ host: host.address, port, path: '/', agent, signal }, (answer) => {
    answer.once('error', reject);
    answer.once('end', () => {
      if (answer.statusCode === 200) resolve();
      else reject(new Error(`HTTP ${answer.statusCode}`));
    });
    answer.resume();
  });
  asked.once('error', reject);
  return promise;
}

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError') return `no answer in ${REQUEST_TIMEOUT_MS} ms`;
  return 'code' in error && typeof error.code === 'string' ? `${error.code} ${error.message}` : error.message;
}

/** Visitors of a published port on several hosts, from the first answer of each host until `close`. */
export class Traffic {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: false });
  readonly #okByHost: Record<string, number> = {};
  readonly #failures: LostRequest[] = [];
  readonly #visitors: Promise<void>[] = [];
  #lost = 0;
  #slowestMs = 0;
  #closed = false;

  private constructor(port: number) {
    this.#port = port;
  }

  /** Waits until each host answers once, then counts every request. Give only hosts that the test leaves whole. */
  static async start(hosts: readonly LabHost[], port = FRONT_PORT): Promise<Traffic> {
    const traffic = new Traffic(port);
    for (const host of hosts) {
      await waitUntil(() => visit(host, port, traffic.#agent).then(() => true), {
        timeoutMs: FIRST_ANSWER_TIMEOUT_MS,
        what: `${host.name} to answer on port ${port}`,
      });
    }
    for (const host of hosts) {
      for (let count = 0; count < VISITORS_PER_HOST; count += 1)
        traffic.#visitors.push(traffic.#keepVisiting(host));
    }
    return traffic;
  }

  report(): TrafficReport {
    return {
      ok: Object.values(this.#okByHost).reduce((sum, count) => sum + count, 0),
      lost: this.#lost,
      okByHost: { ...this.#okByHost },
      failures: [...this.#failures],
      slowestMs: Math.round(this.#slowestMs),
    };
  }

  /** Lets the requests under way finish. */
  async close(): Promise<TrafficReport> {
    this.#closed = true;
    await Promise.all(this.#visitors);
    this.#agent.destroy();
    return this.report();
  }

  async #keepVisiting(host: LabHost): Promise<void> {
    while (!this.#closed) {
      const at = new Date().toISOString();
      const started = performance.now();
      try {
        await visit(host, this.#port, this.#agent);
        this.#okByHost[host.name] = (this.#okByHost[host.name] ?? 0) + 1;
        this.#slowestMs = Math.max(this.#slowestMs, performance.now() - started);
      } catch (error) {
        this.#lost += 1;
        if (this.#failures.length < KEPT_FAILURES_MAX) {
          const tookMs = Math.round(performance.now() - started);
          this.#failures.push({ host: host.name, at, tookMs, error: inWords(error) });
        }
      }
      await delay(PAUSE_MS);
    }
  }
}

/** One line for people: who was asked, how often, and what was lost. */
export function describeTraffic({ okByHost, lost, slowestMs }: TrafficReport): string {
  const hosts = Object.entries(okByHost).map(([host, count]) => `${host} ${count}`);
  return `${hosts.sort().join(', ')} answered; ${lost} lost; slowest ${slowestMs} ms`;
}
