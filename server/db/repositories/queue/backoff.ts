const FIRST_MS = 1_000;
const MAX_MS = 60_000;
/** Doublings after which the cap is reached; also keeps the power finite. */
const DOUBLINGS_MAX = 6;
const JITTER_SHARE = 0.2;

/** FNV-1a: spreads keys well enough for jitter and needs no state. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let position = 0; position < text.length; position += 1) {
    hash ^= text.charCodeAt(position);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) / 0x1_0000_0000;
}

/**
 * How long a job waits after its `attempts`-th failed attempt. The jitter is a function of the key and the attempt: many
 * units that fail for one reason do not come back in one moment, and a replay gives the same times.
 */
export function backoffMs(key: string, attempts: number): number {
  const doublings = Math.min(Math.max(attempts - 1, 0), DOUBLINGS_MAX);
  const base = Math.min(FIRST_MS * 2 ** doublings, MAX_MS);
  return Math.round(base * (1 - JITTER_SHARE * spread(`${key}:${attempts}`)));
}
