import type { CrashState, Instant, LocalContainer } from './model.ts';

/** A container that has run this long is taken to be well again. The engine's own restart policy uses the same figure. */
export const FULL_RUN_MS = 10_000;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

/** 0 for the first end: it is started again at once. Then 1 s, 2 s, 4 s … 60 s. */
export function crashDelayMs(count: number): number {
  if (count <= 1) return 0;
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(count - 2, 16), LONGEST_DELAY_MS);
}

/** Wait after the n-th failed attempt in a row of something the agent does on its own. */
export function retryDelayMs(attempts: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(Math.max(attempts - 1, 0), 16), LONGEST_DELAY_MS);
}

/**
 * Counts an end of the container when one is seen that was not seen before. `requested` says that somebody asked the
 * engine to end it (docker stop, docker kill): it is healed all the same, but it does not make a crash loop.
 */
export function trackCrash(
  previous: CrashState | null,
  container: LocalContainer,
  requested: boolean,
  now: Instant,
): CrashState {
  const known = previous !== null && previous.containerId === container.id ? previous : null;
  const { startedAt, finishedAt } = container;
  // An end from before the agent looked for the first time counts only when the container is still down from it.
  const isOldNews = known === null && container.state === 'running';
  const ended = !isOldNews && finishedAt !== null && finishedAt !== (known?.finishedAt ?? null);
  if (!ended) {
    const fresh = { containerId: container.id, finishedAt, count: 0, notBefore: now };
    const upSince = known !== null && known.startedAt === startedAt ? known.upSince : now;
    return { ...(known ?? fresh), startedAt, upSince };
  }
  const begun = startedAt !== null && startedAt <= finishedAt ? startedAt : (known?.startedAt ?? null);
  const ranFully = begun !== null && finishedAt - begun >= FULL_RUN_MS;
  const before = known?.count ?? 0;
  const count = requested ? 0 : ranFully ? 1 : before + 1;
  const notBefore = now + crashDelayMs(count);
  return { containerId: container.id, startedAt, finishedAt, upSince: now, count, notBefore };
}
