import { z } from 'zod';

/*
 * What a column of the server can hold. A peer that says more is wrong about something else too; told so by name, it is
 * found, and nothing of its message is taken.
 */

const INT_MAX = 2_147_483_647;

export const countSchema = z.number().int().min(0).max(INT_MAX);
/** Exit codes: negative ones and those of other systems come through engines too. */
export const integerSchema = z.number().int().min(-INT_MAX).max(INT_MAX);
export const idSchema = z.string().max(128);
export const wordSchema = z.string().max(512);

/** An instant of this epoch as engines write it: with a zone, at any precision. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: 'Expected an instant such as 2026-01-31T12:00:00Z.' })
  .refine((text) => !(Date.parse(text) < 0), { error: 'Expected an instant after 1970.' });
