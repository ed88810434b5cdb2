import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const NONCE_LIFE_MS = 60_000;

interface NonceSubject {
  readonly secret: string;
  readonly hostId: string;
  /** Changes with every session of the host, which is what makes a nonce good for one opening only. */
  readonly sessionStamp: string;
}

function seal(subject: NonceSubject, expiry: string, salt: string): string {
  const text = [subject.hostId, subject.sessionStamp, expiry, salt].join('\n');
  return createHmac('sha256', subject.secret).update(text).digest('base64url');
}

/** A challenge that no replica has to remember: whoever knows the secret can tell it from a forged or used one. */
export function issueNonce(subject: NonceSubject, nowMs: number): string {
  const expiry = (nowMs + NONCE_LIFE_MS).toString(36);
  const salt = randomBytes(12).toString('base64url');
  return `${expiry}.${salt}.${seal(subject, expiry, salt)}`;
}

export function isNonceGood(nonce: string, subject: NonceSubject, nowMs: number): boolean {
  const [expiry, salt, signature, ...rest] = nonce.split('.');
  if (expiry === undefined || salt === undefined || signature === undefined || rest.length > 0) return false;
  const given = Buffer.from(signature);
  const wanted = Buffer.from(seal(subject, expiry, salt));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false;
  return Number.parseInt(expiry, 36) > nowMs;
}
