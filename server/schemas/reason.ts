import { z } from 'zod';

/**
 * Why something is not yet as asked. Closed list: the planner, the agent and the queue produce these codes, the
 * console and the CLI turn them into sentences.
 */
export const reasonCodeSchema = z.enum([
  'starting',
  'stopping',
  'removing',
  'updating',
  'restarting',
  'no-host',
  'host-reconnecting',
  'host-disconnected',
  'image-not-found',
  'image-pull-failed',
  'registry-denied',
  'port-taken',
  'name-taken',
  'invalid-spec',
  'engine-unavailable',
  'engine-timeout',
  'engine-error',
  'disk-full',
  'exited',
  'limit',
]);
export type ReasonCode = z.infer<typeof reasonCodeSchema>;

/** How many hosts one placement filter turned away, with what it looked for. */
export const filterCountSchema = z.object({
  filter: z.enum(['state', 'host-label', 'host-port', 'memory', 'cpu']),
  hostCount: z.number().int(),
  detail: z.string(),
});
export type FilterCount = z.infer<typeof filterCountSchema>;

export const reasonSchema = z.object({
  code: reasonCodeSchema,
  /** The engine's own words or the filter's sentence; null when the code says it all. */
  message: z.string().max(2000).nullable(),
  since: z.iso.datetime(),
  attempts: z.number().int().nullable(),
  nextAttemptAt: z.iso.datetime().nullable(),
  filters: z.array(filterCountSchema),
});
export type Reason = z.infer<typeof reasonSchema>;
