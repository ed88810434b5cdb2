import { deleteSome, HOUR_MS, type Sweep } from './sweep.ts';

/** An offer stays for a day after its host was last heard of; one that was dismissed may be made again after a day. */
export const purgeOffersSweep: Sweep = {
  name: 'purge-offers',
  everyMs: HOUR_MS,
  limit: 1_000,
  run: (pool, limit) =>
    deleteSome(pool, {
      table: 'RecoveryOffer',
      condition: `coalesce("dismissedAt", "lastSeenAt") < now() - interval '24 hours'`,
      order: 'lastSeenAt',
      limit,
    }),
};
