import type { TRPCError } from '@trpc/server';
import type { WireErrorCode } from '../../agent/protocol/errors.ts';

/** A refusal the agent acts on by code; `message` is for whoever reads the agent's log. */
export class WireRefusal extends Error {
  override readonly name = 'WireRefusal';
  readonly code: WireErrorCode;

  constructor(code: WireErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

type TransportCode = TRPCError['code'];

/** How each refusal travels. A code without an entry does not compile. */
export const TRANSPORT: Record<WireErrorCode, TransportCode> = {
  'token-unknown': 'UNAUTHORIZED',
  'token-expired': 'UNAUTHORIZED',
  'key-unknown': 'UNAUTHORIZED',
  'key-revoked': 'FORBIDDEN',
  'signature-invalid': 'UNAUTHORIZED',
  'session-invalid': 'UNAUTHORIZED',
  'session-superseded': 'CONFLICT',
  'protocol-unsupported': 'PRECONDITION_FAILED',
  'host-removed': 'FORBIDDEN',
  'rate-limited': 'TOO_MANY_REQUESTS',
  'message-invalid': 'BAD_REQUEST',
  unavailable: 'SERVICE_UNAVAILABLE',
};
