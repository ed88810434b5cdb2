import type { ServerDeps } from '../main/deps.ts';

/** One host's waiting poll. */
export interface PollTurn {
  /** Aborted when a newer poll of the host has come. */
  readonly replaced: AbortSignal;
  /** True when the host was spoken of since the last time this was asked. */
  takeNews(): boolean;
  /** Until news, `ms`, a newer poll, or `signal`, whichever is first. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  end(): void;
}

export interface Polls {
  begin(hostId: string): PollTurn;
  stop(): void;
}

interface Waiter {
  readonly replaced: AbortController;
  news: boolean;
  sleep: AbortController | null;
}

/** Who waits for jobs in this process. A host has one poll at a time: of two, the older has lost its reader. */
export function createPolls(deps: Pick<ServerDeps, 'bus' | 'clock'>): Polls {
  const waiters = new Map<string, Waiter>();

  function wake(waiter: Waiter | undefined): void {
    if (waiter === undefined) return;
    waiter.news = true;
    waiter.sleep?.abort();
  }

  const stops = [
    deps.bus.onJobs((hostId) => wake(waiters.get(hostId))),
    deps.bus.onResync(() => {
      for (const waiter of waiters.values()) wake(waiter);
    }),
  ];

  function begin(hostId: string): PollTurn {
    waiters.get(hostId)?.replaced.abort();
    const waiter: Waiter = { replaced: new AbortController(), news: false, sleep: null };
    waiters.set(hostId, waiter);
    return {
      replaced: waiter.replaced.signal,
      takeNews() {
        const { news } = waiter;
        waiter.news = false;
        return news;
      },
      async wait(ms, signal) {
        if (waiter.news) return;
        waiter.sleep = new AbortController();
        await deps.clock.sleep(ms, AbortSignal.any([waiter.sleep.signal, waiter.replaced.signal, signal]));
        waiter.sleep = null;
      },
      end() {
        if (waiters.get(hostId) === waiter) waiters.delete(hostId);
      },
    };
  }

  return {
    begin,
    stop() {
      for (const stop of stops) stop();
      for (const waiter of waiters.values()) waiter.replaced.abort();
    },
  };
}
