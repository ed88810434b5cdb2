import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { fingerprintOf } from '../lib/key-fingerprint.ts';

/** With which a server vouches for its hosts. Its fingerprint is how people tell one server from another. */
export interface VouchingKey {
  /** SPKI, base64. */
  readonly publicKey: string;
  readonly fingerprint: string;
  /** Base64. */
  sign(text: string): string;
}

export function readVouchingKey(pem: string): VouchingKey {
  const key = createPrivateKey(pem);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    publicKey,
    fingerprint: fingerprintOf(publicKey),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

/** False also for what is no Ed25519 key or no signature at all. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
