import type { ErrorCode } from '../schemas/error.ts';

interface DomainErrorOptions {
  /** The input field at fault, dotted path. */
  readonly field?: string;
  readonly issues?: readonly { field: string; message: string }[];
  readonly cause?: unknown;
}

/**
 * A refusal by a rule of the product. `message` is what a person reads: one sentence, with the cure where there is one.
 * Only the API layer turns it into a transport error, and only there is it logged.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly field: string | null;
  readonly issues: readonly { field: string; message: string }[];

  constructor(code: ErrorCode, message: string, options: DomainErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.field = options.field ?? null;
    this.issues = options.issues ?? [];
  }
}
