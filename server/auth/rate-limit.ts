interface Bucket {
  tokens: number;
  filledAt: number;
}

interface RateLimitOptions {
  /** How many attempts may come at once. */
  readonly capacity: number;
  /** Time in which one attempt comes back. */
  readonly refillMs: number;
  readonly monotonic: () => number;
}

export interface RateLimit {
  /** Null when the attempt may go on, else the milliseconds to wait. */
  take(key: string): number | null;
  /** Gives an attempt back: it turned out to be a good one. */
  refund(key: string): void;
}

/** Full buckets carry no information, so they are dropped; what is left is bounded by forgetting the oldest. */
const BUCKETS_MAX = 10_000;

export function createRateLimit({ capacity, refillMs, monotonic }: RateLimitOptions): RateLimit {
  const buckets = new Map<string, Bucket>();

  function current(key: string): Bucket {
    const now = monotonic();
    const bucket = buckets.get(key) ?? { tokens: capacity, filledAt: now };
    bucket.tokens = Math.min(capacity, bucket.tokens + (now - bucket.filledAt) / refillMs);
    bucket.filledAt = now;
    return bucket;
  }

  function keep(key: string, bucket: Bucket): void {
    buckets.delete(key);
    if (bucket.tokens >= capacity) return;
    buckets.set(key, bucket);
    const oldest = buckets.size > BUCKETS_MAX ? buckets.keys().next() : null;
    if (oldest?.done === false) buckets.delete(oldest.value);
  }

  return {
    take(key) {
      const bucket = current(key);
      const waitMs = bucket.tokens >= 1 ? null : Math.ceil((1 - bucket.tokens) * refillMs);
      if (waitMs === null) bucket.tokens -= 1;
      keep(key, bucket);
      return waitMs;
    },
    refund(key) {
      const bucket = current(key);
      bucket.tokens = Math.min(capacity, bucket.tokens + 1);
      keep(key, bucket);
    },
  };
}
