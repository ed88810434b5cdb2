import { DomainError } from '../domain/errors.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';

const PER_ADDRESS = { capacity: 30, refillMs: 2_000 };
const PER_USERNAME = { capacity: 10, refillMs: 6_000 };

/** Guesses are limited by where they come from and by whom they are aimed at. */
export interface SignInLimits {
  readonly address: RateLimit;
  readonly username: RateLimit;
}

export function createSignInLimits(monotonic: () => number): SignInLimits {
  return {
    address: createRateLimit({ ...PER_ADDRESS, monotonic }),
    username: createRateLimit({ ...PER_USERNAME, monotonic }),
  };
}

export class RateLimited extends DomainError {
  readonly retryAfterSeconds: number;

  constructor(seconds: number) {
    super('rate-limited', `Too many attempts. Try again in ${seconds} s.`);
    this.retryAfterSeconds = seconds;
  }
}

export function spend(limit: RateLimit, key: string): void {
  const waitMs = limit.take(key);
  if (waitMs === null) return;
  throw new RateLimited(Math.max(1, Math.ceil(waitMs / 1000)));
}
