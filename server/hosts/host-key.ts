import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** Null when the text is not an Ed25519 public key in SPKI form. */
export function parseHostKey(base64: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    // Whatever the parser disliked, the answer to the agent is the same.
    return null;
  }
}

interface SignedOpening {
  readonly publicKey: string;
  readonly serverId: string;
  readonly hostId: string;
  readonly nonce: string;
  readonly signature: string;
}

export function isSessionSignatureGood(opening: SignedOpening): boolean {
  const key = parseHostKey(opening.publicKey);
  if (key === null) return false;
  const text = `drover-session:${opening.serverId}:${opening.hostId}:${opening.nonce}`;
  return verify(null, Buffer.from(text), key, Buffer.from(opening.signature, 'base64'));
}
