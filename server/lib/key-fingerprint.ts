import { createHash } from 'node:crypto';

/** SHA-256 of a public key in SPKI form, hex. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
}
