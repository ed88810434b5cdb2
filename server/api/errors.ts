import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { DomainError } from '../domain/errors.ts';
import type { ErrorCode, ErrorDetail } from '../schemas/error.ts';
import { type DatabaseTrouble, databaseTroubleOf } from './database-trouble.ts';

type TransportCode = TRPCError['code'];

/** How each refusal travels. A code without an entry does not compile. */
const TRANSPORT: Record<ErrorCode, TransportCode> = {
  'invalid-input': 'BAD_REQUEST',
  'not-signed-in': 'UNAUTHORIZED',
  'bad-credentials': 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  'name-taken': 'CONFLICT',
  'already-set-up': 'CONFLICT',
  'not-allowed-in-state': 'PRECONDITION_FAILED',
  'last-owner': 'PRECONDITION_FAILED',
  'compose-invalid': 'UNPROCESSABLE_CONTENT',
  'limit-reached': 'PAYLOAD_TOO_LARGE',
  'rate-limited': 'TOO_MANY_REQUESTS',
  conflict: 'CONFLICT',
  unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
};

type Plain = Pick<ErrorDetail, 'code' | 'message'>;

const INTERNAL: Plain = { code: 'internal', message: 'Something went wrong on the server.' };
const INVALID: Plain = { code: 'invalid-input', message: 'The request could not be read.' };
const TOO_LARGE: Plain = { code: 'limit-reached', message: 'The request is too large.' };
const UNAVAILABLE: Plain = { code: 'unavailable', message: 'The server cannot answer just now.' };

/** What the transport itself refuses, before any rule of ours is asked. */
const TRANSPORT_REFUSAL: Partial<Record<TransportCode, Plain>> = {
  PARSE_ERROR: INVALID,
  BAD_REQUEST: INVALID,
  METHOD_NOT_SUPPORTED: INVALID,
  UNSUPPORTED_MEDIA_TYPE: INVALID,
  NOT_FOUND: { code: 'not-found', message: 'There is no such procedure.' },
  PAYLOAD_TOO_LARGE: TOO_LARGE,
  TIMEOUT: UNAVAILABLE,
  SERVICE_UNAVAILABLE: UNAVAILABLE,
  CLIENT_CLOSED_REQUEST: UNAVAILABLE,
};

const TROUBLE: Record<DatabaseTrouble, string> = {
  away: UNAVAILABLE.message,
  disk: 'The disk of the database is full or broken, so nothing was changed. Free space there and try again.',
  memory: 'The database has no memory left, so nothing was changed. Try again later.',
};

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function describeZodError(error: ZodError): Omit<ErrorDetail, 'requestId'> {
  const issues = error.issues.map((issue) => ({
    field: issue.path.map(String).join('.'),
    message: sentence(issue.message),
  }));
  const [first] = issues;
  return {
    code: 'invalid-input',
    message: first?.message ?? INVALID.message,
    field: first === undefined || first.field === '' ? null : first.field,
    issues,
  };
}

/** What the caller is told. The words of an unknown error stay in the log. */
export function describeError(error: TRPCError, requestId: string): ErrorDetail {
  const { cause } = error;
  if (cause instanceof DomainError) {
    return {
      code: cause.code,
      message: cause.message,
      field: cause.field,
      issues: cause.issues,
      requestId,
    };
  }
  // The same error type also says that our own output was wrong; only BAD_REQUEST is about what came in.
  if (cause instanceof ZodError && error.code === 'BAD_REQUEST') {
    return { ...describeZodError(cause), requestId };
  }
  const trouble = databaseTroubleOf(cause);
  if (trouble !== null)
    return { code: 'unavailable', message: TROUBLE[trouble], field: null, issues: [], requestId };
  return { ...(TRANSPORT_REFUSAL[error.code] ?? INTERNAL), field: null, issues: [], requestId };
}

/** Gives a refusal by a rule the transport's code for it; anything else passes as it came. */
export function toTransportError(error: TRPCError): TRPCError {
  const { cause } = error;
  if (databaseTroubleOf(cause) !== null) return new TRPCError({ code: TRANSPORT.unavailable, cause });
  if (!(cause instanceof DomainError)) return error;
  return new TRPCError({ code: TRANSPORT[cause.code], message: cause.message, cause });
}
