import { describe, expect, it } from 'vitest';
import { classifyError } from './classify-error.ts';
import {
  DOCKER_ERROR_KINDS,
  DockerError,
  type DockerErrorKind,
  type DockerOperation,
  unitErrorCodeOf,
} from './docker-error.ts';

const hub = 'https://registry-1.docker.io/v2';
/** What engines really say. */
const SAMPLES: readonly [
  engine: string,
  DockerOperation,
  status: number,
  message: string,
  DockerErrorKind,
][] = [
  ['any', 'start', 304, '', 'alreadyDone'],
  ['any', 'inspect', 404, 'No such container: abc', 'notFound'],
  ['20.10', 'create', 404, 'No such image: nowhere:1', 'imageNotFound'],
  ['28', 'create', 404, 'No such image: nowhere:latest', 'imageNotFound'],
  [
    '20.10',
    'create',
    409,
    'Conflict. The container name "/r-web-1" is already in use by container "3f2a". You have to remove (or rename) that container to be able to reuse that name.',
    'nameTaken',
  ],
  ['20.10', 'start', 409, 'container is marked for removal and cannot be started', 'conflict'],
  ['20.10', 'remove', 409, 'removal of container 3f2a is already in progress', 'conflict'],
  [
    '20.10',
    'start',
    500,
    'driver failed programming external connectivity on endpoint r-web-1 (6ef1): Bind for 0.0.0.0:8080 failed: port is already allocated',
    'portTaken',
  ],
  [
    '20.10',
    'start',
    500,
    'driver failed programming external connectivity on endpoint r-web-1 (6ef1): Error starting userland proxy: listen tcp4 0.0.0.0:22: bind: address already in use',
    'portTaken',
  ],
  [
    '28',
    'start',
    500,
    'failed to set up container networking: driver failed programming external connectivity on endpoint r-web-1 (6ef1): Bind for 0.0.0.0:8080 failed: port is already allocated',
    'portTaken',
  ],
  [
    '28',
    'start',
    500,
    'failed to set up container networking: driver failed programming external connectivity on endpoint r-web-1 (6ef1): failed to bind host port for 0.0.0.0:22:172.17.0.2:22/tcp: address already in use',
    'portTaken',
  ],
  [
    '20.10',
    'create',
    500,
    'error creating overlay mount to /var/lib/docker/overlay2/x-init/merged: no space left on device',
    'diskFull',
  ],
  [
    '28',
    'pull',
    500,
    'failed to register layer: write /usr/lib/libc.so: no space left on device',
    'diskFull',
  ],
  [
    '20.10',
    'pull',
    404,
    "pull access denied for nowhere, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    'imageNotFound',
  ],
  [
    '20.10',
    'pull',
    404,
    'manifest for nginx:nope not found: manifest unknown: manifest unknown',
    'imageNotFound',
  ],
  [
    '28',
    'pull',
    404,
    'failed to resolve reference "docker.io/library/nginx:nope": docker.io/library/nginx:nope: not found',
    'imageNotFound',
  ],
  [
    '20.10',
    'pull',
    500,
    `Get "${hub}/": dial tcp: lookup registry-1.docker.io on 10.99.0.254:53: no such host`,
    'pullFailed',
  ],
  [
    '28',
    'pull',
    500,
    `Get "${hub}/": net/http: request canceled while waiting for connection (Client.Timeout exceeded)`,
    'pullFailed',
  ],
  [
    '20.10',
    'pull',
    500,
    `Get "https://registry.example/v2/x/manifests/1": unauthorized: authentication required`,
    'registryDenied',
  ],
  ['28', 'pull', 500, 'error from registry: unauthorized', 'registryDenied'],
  [
    '20.10',
    'pull',
    500,
    'Get https://registry.example/v2/x/manifests/1: no basic auth credentials',
    'registryDenied',
  ],
  ['20.10', 'pull', 429, 'toomanyrequests: You have reached your pull rate limit.', 'pullFailed'],
  ['20.10', 'create', 400, 'invalid reference format', 'invalid'],
  [
    '20.10',
    'start',
    400,
    'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "nope": executable file not found in $PATH: unknown',
    'invalid',
  ],
  [
    '28',
    'start',
    400,
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "nope": executable file not found in $PATH: unknown',
    'invalid',
  ],
  [
    '20.10',
    'start',
    500,
    'error gathering device information while adding custom device "/dev/nope": no such file or directory',
    'invalid',
  ],
  ['20.10', 'start', 404, 'network nope not found', 'invalid'],
  ['any', 'list', 503, 'daemon is shutting down', 'unavailable'],
  ['any', 'start', 500, 'something nobody has seen before', 'unknown'],
];

describe('what the engine says', () => {
  it.each(SAMPLES)('%s %s %i %s', (_engine, operation, statusCode, message, kind) => {
    const thrown = Object.assign(new Error(`(HTTP code ${statusCode}) server error - ${message} `), {
      statusCode,
      json: { message },
    });
    const error = classifyError(operation, thrown);
    expect(error.kind).toBe(kind);
    expect(error.message).toBe(message);
    expect(error.statusCode).toBe(statusCode);
  });
});

describe('no answer', () => {
  it.each(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE'])('%s: the engine is away', (code) => {
    expect(classifyError('create', Object.assign(new Error(code), { code })).kind).toBe('unavailable');
  });

  it('a connection cut in the middle: the engine is away', () => {
    expect(classifyError('start', new Error('socket hang up')).kind).toBe('unavailable');
  });

  it('given up: aborted', () => {
    expect(classifyError('pull', new DOMException('', 'AbortError')).kind).toBe('aborted');
  });

  it('an error in the stream of a pull is read like an answer', () => {
    expect(
      classifyError('pull', Object.assign(new Error('no space left on device'), { statusCode: 500 })).kind,
    ).toBe('diskFull');
  });

  it('what is classified stays so', () => {
    const error = new DockerError('conflict', 'stop', '');
    expect(classifyError('start', error)).toBe(error);
  });
});

it('every kind has a code that people are told', () => {
  for (const kind of DOCKER_ERROR_KINDS) expect(unitErrorCodeOf(kind)).toMatch(/^[a-z-]+$/);
});
