import type { ErrorDetail } from '../../server/schemas/error.ts';

/** The server's refusal beside a tRPC error; null when no answer came at all. */
export function errorDetail(error: unknown): ErrorDetail | null {
  if (!(error instanceof Error) || !('data' in error)) return null;
  const { data } = error;
  if (!isObject(data) || !isObject(data.detail)) return null;
  const { detail } = data;
  if (typeof detail.code !== 'string' || typeof detail.message !== 'string') return null;
  return {
    code: detail.code as ErrorDetail['code'],
    message: detail.message,
    field: typeof detail.field === 'string' ? detail.field : null,
    issues: Array.isArray(detail.issues) ? detail.issues.filter(isIssue) : [],
    requestId: typeof detail.requestId === 'string' ? detail.requestId : '',
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isIssue(value: unknown): value is { field: string; message: string } {
  return isObject(value) && typeof value.field === 'string' && typeof value.message === 'string';
}
