import type { Bus } from '../../../server/events/bus.ts';
import type { Listener, SimDatabase } from '../postgres/database.ts';
import type { Life } from '../world/life.ts';

function hub<T>() {
  const listeners = new Set<(heard: T) => void>();
  return {
    add(listener: (heard: T) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell(heard: T): void {
      for (const listener of [...listeners]) listener(heard);
    },
  };
}

/** One replica's ear at the database. */
export function createBus(database: SimDatabase, life: Life): Bus & { readonly listener: Listener } {
  const wakes = hub<string>();
  const jobs = hub<string>();
  const resyncs = hub<void>();
  const listener: Listener = {
    life,
    connected: true,
    hear(channel, payload) {
      if (channel === 'drover_wake') wakes.tell(payload);
      if (channel === 'drover_jobs') jobs.tell(payload);
    },
    resync: () => resyncs.tell(),
  };
  database.listen(listener);
  return {
    listener,
    onWake: wakes.add,
    onJobs: jobs.add,
    onChanges: () => () => undefined,
    onResync: resyncs.add,
    close: async () => undefined,
  };
}
