import { z } from 'zod';

/** Every refusal a caller can meet, on the API, the CLI and the console alike. */
export const errorCodeSchema = z.enum([
  'invalid-input',
  'not-signed-in',
  'bad-credentials',
  'forbidden',
  'not-found',
  'name-taken',
  'already-set-up',
  'not-allowed-in-state',
  'last-owner',
  'compose-invalid',
  'limit-reached',
  'rate-limited',
  'conflict',
  'unavailable',
  'internal',
]);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** What travels beside a tRPC error. `field` is the path of the input at fault, dotted. */
export interface ErrorDetail {
  readonly code: ErrorCode;
  readonly message: string;
  readonly field: string | null;
  readonly issues: readonly { readonly field: string; readonly message: string }[];
  readonly requestId: string;
}
