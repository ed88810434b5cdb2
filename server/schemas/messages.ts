import { z } from 'zod';

const fallback = z.locales.en().localeError;

/** Sentences for what a schema has no words of its own for. Schemas that say something better still win. */
export const describeIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? 'This is needed.' : `This must be of type ${issue.expected}.`;
  }
  if (issue.code === 'unrecognized_keys') return `There is no such field: ${issue.keys.join(', ')}.`;
  if (issue.code === 'invalid_value') return `Choose one of: ${issue.values.map(String).join(', ')}.`;
  return fallback(issue);
};
