import type { FieldError, FieldPath, FieldValues, UseFormSetError } from 'react-hook-form';
import { errorDetail } from './error-detail.ts';

const serverError = 'server';

/**
 * Puts what the server refused at the fields at fault. Returns true when all of it found its place, so that nothing is
 * left to say for the form as a whole.
 */
export function setServerErrors<Values extends FieldValues>(
  error: unknown,
  fields: readonly FieldPath<Values>[],
  setError: UseFormSetError<Values>,
): boolean {
  const detail = errorDetail(error);
  if (!detail) return false;
  const named = detail.field ? [{ field: detail.field, message: detail.message }] : [];
  const issues = detail.issues.length > 0 ? detail.issues : named;
  let placed = 0;
  for (const issue of issues) {
    const field = fields.find((name) => issue.field === name || issue.field.startsWith(`${name}.`));
    if (!field) continue;
    setError(field, { type: serverError, message: issue.message }, { shouldFocus: placed === 0 });
    placed += 1;
  }
  return issues.length > 0 && placed === issues.length;
}

/** The words at a field: the server's own, or ours for what the form itself found. */
export function fieldError(error: FieldError | undefined, invalid: string): string | undefined {
  if (!error) return undefined;
  return error.type === serverError && error.message ? error.message : invalid;
}
