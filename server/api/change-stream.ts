import type { Bus } from '../events/bus.ts';
import type { Clock } from '../lib/clock.ts';
import type { Change } from '../schemas/event.ts';
import { createChangeBuffer, EVERYTHING } from './change-buffer.ts';

interface ChangeStreamOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly environmentId: string;
  readonly signal: AbortSignal;
  /** Throws when the caller may no longer look. */
  readonly recheck: () => Promise<void>;
}

/** The first change is passed on at once; those that follow wait this long and travel together. */
const COALESCE_MS = 100;
const RECHECK_MS = 60_000;

/**
 * Batches of what to fetch again, until the signal ends it or the caller loses the right. Nothing is replayed: who
 * connects is told to fetch everything, so whatever was missed before does not matter.
 */
export async function* streamChanges(options: ChangeStreamOptions): AsyncGenerator<readonly Change[]> {
  const { bus, clock, environmentId, signal, recheck } = options;
  const buffer = createChangeBuffer();
  const stops = [
    bus.onChanges((note) => {
      if (note.environmentId === environmentId) buffer.add(note);
    }),
    bus.onResync(() => buffer.add({ changes: null })),
  ];
  try {
    yield EVERYTHING;
    let recheckAt = clock.monotonic() + RECHECK_MS;
    while (!signal.aborted) {
      const untilCheckMs = Math.max(0, recheckAt - clock.monotonic());
      await clock.sleep(untilCheckMs, AbortSignal.any([signal, buffer.arrival]));
      if (signal.aborted) return;
      if (clock.monotonic() >= recheckAt) {
        await recheck();
        recheckAt = clock.monotonic() + RECHECK_MS;
      }
      const changes = buffer.take();
      if (changes === null) continue;
      yield changes;
      await clock.sleep(COALESCE_MS, signal);
    }
  } finally {
    for (const stop of stops) stop();
  }
}
