import { type Clock, systemClock } from './clock.ts';

interface WaitOptions {
  readonly timeoutMs: number;
  readonly intervalMs: number;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/**
 * Asks `probe` until it answers something other than undefined. Undefined comes back when the time is up or the signal
 * aborted, never an error: what a missing answer means is the caller's to say.
 */
export async function waitUntil<T>(
  probe: () => Promise<T | undefined> | T | undefined,
  { timeoutMs, intervalMs, signal, clock = systemClock }: WaitOptions,
): Promise<T | undefined> {
  const deadline = clock.monotonic() + timeoutMs;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (signal?.aborted || clock.monotonic() >= deadline) return undefined;
    await clock.sleep(intervalMs, signal);
  }
}
