import { purgeFinishedJobs } from '../../db/repositories/queue/purge-finished.ts';
import { MINUTE_MS, type Sweep } from './sweep.ts';

/** Long enough to look at after something went wrong, short enough to keep the queue's table small. */
const KEPT_SECONDS = 3_600;

export const purgeJobsSweep: Sweep = {
  name: 'purge-jobs',
  everyMs: MINUTE_MS,
  limit: 5_000,
  run: (pool, limit) => purgeFinishedJobs(pool, KEPT_SECONDS, limit),
};
