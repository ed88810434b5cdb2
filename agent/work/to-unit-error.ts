import { DockerError, unitErrorCodeOf } from '../docker/docker-error.ts';
import type { UnitError } from '../protocol/errors.ts';

const MESSAGE_MAX = 2_000;

/** What people are told: the engine's own words behind a code that programs can tell apart. */
export function toUnitError(thrown: unknown, launch: string): UnitError {
  const code = thrown instanceof DockerError ? unitErrorCodeOf(thrown.kind) : 'engine-error';
  const message = thrown instanceof Error ? thrown.message : 'unexpected error';
  return { code, message: message.slice(0, MESSAGE_MAX), launch };
}
