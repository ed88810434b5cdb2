import { errorDetail } from './error-detail.ts';

/**
 * The server's words by the field at fault, for forms so small that the server alone checks them. Empty when the
 * refusal is about something else, which then is to be said for the form as a whole.
 */
export function refusedFields<Name extends string>(
  error: unknown,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const detail = errorDetail(error);
  if (!detail) return {};
  const named = detail.field ? [{ field: detail.field, message: detail.message }] : [];
  const refused: Partial<Record<Name, string>> = {};
  for (const { field, message } of detail.issues.length > 0 ? detail.issues : named) {
    const name = names.find((candidate) => field === candidate || field.startsWith(`${candidate}.`));
    if (name) refused[name] ??= message;
  }
  return refused;
}
