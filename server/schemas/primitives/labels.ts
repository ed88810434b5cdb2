import { z } from 'zod';

/** By these Drover knows its own containers. */
export const OWN_LABEL_PREFIX = 'io.drover.';
export const LABEL_COUNT_MAX = 200;

export const labelKeySchema = z
  .string()
  .min(1, { error: 'A label needs a key.' })
  .max(255)
  .regex(/^[^\s=&]+$/, { error: 'A label key may not contain spaces, "=" or "&".' });

export const labelsSchema = z
  .record(labelKeySchema, z.string().max(4096))
  .refine((labels) => Object.keys(labels).length <= LABEL_COUNT_MAX, {
    error: `At most ${LABEL_COUNT_MAX} labels.`,
  });
