import { z } from 'zod';

/** Ids are `<prefix>_<26 lower-case base32 characters>`; the prefix names the kind, so a wrong id is caught at the edge. */
function idSchema<P extends string>(prefix: P) {
  return z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{10,40}$`), {
    error: `Expected an id that starts with "${prefix}_".`,
  });
}

export const userIdSchema = idSchema('usr');
export const environmentIdSchema = idSchema('env');
export const hostIdSchema = idSchema('hst');
export const enrolmentTokenIdSchema = idSchema('ent');
export const stackIdSchema = idSchema('stk');
export const serviceIdSchema = idSchema('svc');
export const instanceIdSchema = idSchema('ins');

export type IdPrefix = 'usr' | 'env' | 'hst' | 'ent' | 'stk' | 'svc' | 'rev' | 'unt' | 'ins' | 'ses' | 'rof';
