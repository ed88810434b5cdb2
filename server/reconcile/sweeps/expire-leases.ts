import { expireLeases } from '../../db/repositories/queue/leases.ts';
import type { Sweep } from './sweep.ts';

/** Jobs whose host took them and fell silent go back into the queue. */
export const expireLeasesSweep: Sweep = {
  name: 'expire-leases',
  everyMs: 5_000,
  limit: 1_000,
  run: expireLeases,
};
