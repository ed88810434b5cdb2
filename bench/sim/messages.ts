import type { SeedResult } from '../../e2e/simulation/run-seed.ts';

/** What a thread is given when it starts. */
export interface ThreadData {
  /** A deliberate mistake to put into the product first, by name; null for the product as it is. */
  readonly mutant: string | null;
}

/** To a thread: one seed to run. */
export interface SeedOrder {
  readonly seed: number;
}

/** From a thread: how it went. */
export type SeedAnswer = SeedResult;
