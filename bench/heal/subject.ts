import type { Contender } from '../deploy/contender.ts';

/** Units of the service that is broken: two on each of three hosts. */
export const UNITS = 6;
export const TIMEOUT_MS = 180_000;

/** One that heals, and how its containers are known on the engines. */
export interface Subject {
  readonly name: string;
  readonly label: string;
  readonly contender: Contender;
}
