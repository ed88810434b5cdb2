import { z } from 'zod';

const fallback = z.locales.en().localeError;

const UNITS: Partial<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

function counted(count: number | bigint, origin: string): string {
  const unit = UNITS[origin]?.[count === 1 ? 0 : 1];
  return unit === undefined ? `${count}` : `${count} ${unit}`;
}

/** Sentences for what a schema has no words of its own for. Schemas that say something better still win. */
export const describeIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') {
    if (issue.expected === 'int') return 'This must be a whole number.';
    return issue.input === undefined ? 'This is needed.' : `This must be of type ${issue.expected}.`;
  }
  if (issue.code === 'too_big') return `At most ${counted(issue.maximum, issue.origin)}.`;
  if (issue.code === 'too_small') return `At least ${counted(issue.minimum, issue.origin)}.`;
  // What is wrong with a key is said by the key's own schema.
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? 'This name cannot be used.';
  if (issue.code === 'unrecognized_keys') return `There is no such field: ${issue.keys.join(', ')}.`;
  if (issue.code === 'invalid_value') return `Choose one of: ${issue.values.map(String).join(', ')}.`;
  return fallback(issue);
};
