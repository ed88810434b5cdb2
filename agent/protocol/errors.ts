import { z } from 'zod';

/** Why the agent could not do what a unit needs; the message carries the engine's own words. */
export const unitErrorCodeSchema = z.enum([
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
]);
export type UnitErrorCode = z.infer<typeof unitErrorCodeSchema>;

export const unitErrorSchema = z.object({
  /** One that a newer agent has words for and this server has not. */
  code: unitErrorCodeSchema.catch('engine-error'),
  message: z.string().max(2000),
  launch: z.string().max(128),
});
export type UnitError = z.infer<typeof unitErrorSchema>;

/** Refusals the server answers an agent with; the agent decides by code, never by text. */
export const wireErrorCodeSchema = z.enum([
  'token-unknown',
  'token-expired',
  'key-unknown',
  'key-revoked',
  'signature-invalid',
  'session-invalid',
  'session-superseded',
  'protocol-unsupported',
  'host-removed',
  'rate-limited',
  'message-invalid',
  'unavailable',
]);
export type WireErrorCode = z.infer<typeof wireErrorCodeSchema>;
