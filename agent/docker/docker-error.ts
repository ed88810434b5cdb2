import type { UnitErrorCode } from '../protocol/errors.ts';

export const DOCKER_ERROR_KINDS = [
  'notFound',
  'conflict',
  'nameTaken',
  'alreadyDone',
  'unavailable',
  'timeout',
  'aborted',
  'invalid',
  'portTaken',
  'diskFull',
  'imageNotFound',
  'pullFailed',
  'registryDenied',
  'unknown',
] as const;
export type DockerErrorKind = (typeof DOCKER_ERROR_KINDS)[number];

export type DockerOperation =
  | 'ping'
  | 'info'
  | 'list'
  | 'inspect'
  | 'image'
  | 'pull'
  | 'create'
  | 'start'
  | 'stop'
  | 'restart'
  | 'unpause'
  | 'remove'
  | 'events';

export class DockerError extends Error {
  override readonly name = 'DockerError';
  readonly kind: DockerErrorKind;
  readonly operation: DockerOperation;
  readonly statusCode: number | null;

  constructor(
    kind: DockerErrorKind,
    operation: DockerOperation,
    message: string,
    statusCode: number | null = null,
  ) {
    super(message);
    this.kind = kind;
    this.operation = operation;
    this.statusCode = statusCode;
  }
}

const UNIT_ERROR_CODE: Readonly<Record<DockerErrorKind, UnitErrorCode>> = {
  notFound: 'engine-error',
  conflict: 'engine-error',
  nameTaken: 'name-taken',
  alreadyDone: 'engine-error',
  unavailable: 'engine-unavailable',
  timeout: 'engine-timeout',
  aborted: 'engine-error',
  invalid: 'invalid-spec',
  portTaken: 'port-taken',
  diskFull: 'disk-full',
  imageNotFound: 'image-not-found',
  pullFailed: 'image-pull-failed',
  registryDenied: 'registry-denied',
  unknown: 'engine-error',
};

export function unitErrorCodeOf(kind: DockerErrorKind): UnitErrorCode {
  return UNIT_ERROR_CODE[kind];
}
