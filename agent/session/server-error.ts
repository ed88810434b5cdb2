import type { WireErrorCode } from '../protocol/errors.ts';

/** The server answered and said no. */
export class ServerRefusal extends Error {
  override readonly name = 'ServerRefusal';
  readonly code: WireErrorCode | null;
  readonly status: number;

  constructor(code: WireErrorCode | null, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** There was no answer, or none that makes sense: the line, a proxy, a server that is starting. */
export class ServerUnreachable extends Error {
  override readonly name = 'ServerUnreachable';
}

/**
 * What to do about it. `retry`: the same call again, later. `reopen`: a new session. `enrol`: this server does not know
 * the host's key. `wait`: only people can change it; asked again now and then. The units run on in every case.
 */
export type Remedy = 'retry' | 'reopen' | 'enrol' | 'wait';

const REMEDY: Readonly<Record<WireErrorCode, Remedy>> = {
  'token-unknown': 'wait',
  'token-expired': 'wait',
  'key-unknown': 'enrol',
  'key-revoked': 'wait',
  'signature-invalid': 'reopen',
  'session-invalid': 'reopen',
  'session-superseded': 'reopen',
  'protocol-unsupported': 'wait',
  'host-removed': 'wait',
  'rate-limited': 'retry',
  'message-invalid': 'retry',
  unavailable: 'retry',
};

export function remedyFor(error: unknown): Remedy {
  return error instanceof ServerRefusal && error.code !== null ? REMEDY[error.code] : 'retry';
}
