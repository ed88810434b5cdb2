import { createHash } from 'node:crypto';

/** SHA-256 in lower-case hex: how session and enrolment tokens are stored. They are random, so no salt is needed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
