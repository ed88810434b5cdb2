import { TRPCClientError } from '@trpc/client';

export const WRONG_USAGE = 2;

/** A refusal the CLI itself makes: one sentence with the cure. */
export class CliError extends Error {
  readonly code: string;
  readonly exitCode: number;

  constructor(code: string, message: string, exitCode = 1) {
    super(message);
    this.name = 'CliError';
    this.code = code;
    this.exitCode = exitCode;
  }
}

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly issues: readonly { field: string; message: string }[];
  readonly exitCode: number;
}

interface DetailLike {
  code?: string;
  message?: string;
  issues?: { field: string; message: string }[];
}

function detailOf(error: TRPCClientError<never>): DetailLike | null {
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null || !('detail' in data)) return null;
  return (data as { detail: DetailLike }).detail;
}

/** What to print and how to exit: 1 refused, 2 wrong usage, 3 server out of reach. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CliError) {
    return { code: error.code, message: error.message, issues: [], exitCode: error.exitCode };
  }
  if (error instanceof TRPCClientError) {
    const detail = detailOf(error);
    if (detail?.message) {
      return {
        code: detail.code ?? 'internal',
        message: detail.message,
        issues: detail.issues ?? [],
        exitCode: 1,
      };
    }
    return {
      code: 'unreachable',
      message:
        'The server could not be reached. Check the address with `drover login` and that it is running.',
      issues: [],
      exitCode: 3,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message, issues: [], exitCode: 1 };
}
