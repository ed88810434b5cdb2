import { randomBytes } from 'node:crypto';
import type { IdPrefix } from '../schemas/primitives/ids.ts';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;

function encodeTime(at: number): string {
  let rest = at;
  let text = '';
  for (let position = 0; position < TIME_CHARACTERS; position += 1) {
    text = `${ALPHABET[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** `<prefix>_` and 26 characters: creation time first, so that index pages stay warm, then 80 random bits. */
export function newId(prefix: IdPrefix, at: number = Date.now()): string {
  const random = Array.from(randomBytes(RANDOM_CHARACTERS), (byte) => ALPHABET[byte & 31]).join('');
  return `${prefix}_${encodeTime(at)}${random}`;
}

/** A secret for people or machines to carry: 256 random bits, URL-safe. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
