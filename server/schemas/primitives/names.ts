import { z } from 'zod';

const LABEL_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** Stack and service names: 1–63 letters, digits and dashes, no dash at either end (Rancher 1.6's rule). */
export const objectNameSchema = z.string().regex(LABEL_PATTERN, {
  error: 'Use 1 to 63 letters, digits and dashes; a dash may not come first or last.',
});

/** Control characters, and marks that turn the direction of what follows: a name with them could pass for another. */
const DECEIVING = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const VISIBLE = /[^\p{C}\p{Z}\p{M}]/u;

export const displayNameSchema = z
  .string()
  .trim()
  .min(1, { error: 'A name is needed.' })
  .max(80)
  .refine((name) => !DECEIVING.test(name), {
    error: 'A name may not have control characters or marks that turn the direction of text.',
  })
  .refine((name) => name === '' || VISIBLE.test(name), { error: 'A name needs something to see.' });
/** May have several lines. */
export const descriptionSchema = z.string().trim().max(500);

export const usernameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9._@-]{0,62}[a-z0-9])?$/, {
    error: 'Use 1 to 64 letters, digits, dots, dashes, underscores or @.',
  });

/** NIST 800-63B: length is what counts; no composition rules. The upper bound limits hashing work. */
export const passwordSchema = z.string().min(10, { error: 'Use at least 10 characters.' }).max(256);
