import { z } from 'zod';

const fallback = z.locales.en().localeError;

const UNITS: Partial<Record<string, string>> = { string: ' characters', array: ' entries' };

/** Sentences for what a schema has no words of its own for. Schemas that say something better still win. */
export const describeIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') {
    if (issue.expected === 'int') return 'This must be a whole number.';
    return issue.input === undefined ? 'This is needed.' : `This must be of type ${issue.expected}.`;
  }
  if (issue.code === 'too_big') return `At most ${issue.maximum}${UNITS[issue.origin] ?? ''}.`;
  if (issue.code === 'too_small') return `At least ${issue.minimum}${UNITS[issue.origin] ?? ''}.`;
  // What is wrong with a key is said by the key's own schema.
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? 'This name cannot be used.';
  if (issue.code === 'unrecognized_keys') return `There is no such field: ${issue.keys.join(', ')}.`;
  if (issue.code === 'invalid_value') return `Choose one of: ${issue.values.map(String).join(', ')}.`;
  return fallback(issue);
};
