import { describe, expect, it } from 'vitest';
import { isNonceGood, issueNonce, NONCE_LIFE_MS } from './nonce.ts';

const SUBJECT = { secret: 'secret', hostId: 'hst_a', sessionStamp: 'first' };
const NOW = 1_700_000_000_000;

describe('nonces', () => {
  it('are good for their minute and fit the wire', () => {
    const nonce = issueNonce(SUBJECT, NOW);
    expect(nonce.length).toBeLessThanOrEqual(128);
    expect(isNonceGood(nonce, SUBJECT, NOW + NONCE_LIFE_MS - 1)).toBe(true);
    expect(isNonceGood(nonce, SUBJECT, NOW + NONCE_LIFE_MS)).toBe(false);
  });

  it.each([
    ['another host', { hostId: 'hst_b' }],
    ['a session opened since', { sessionStamp: 'second' }],
    ['another server', { secret: 'other' }],
  ])('are worth nothing for %s', (_, change) => {
    expect(isNonceGood(issueNonce(SUBJECT, NOW), { ...SUBJECT, ...change }, NOW)).toBe(false);
  });

  it.each(['', '.', 'a.b', 'a.b.c.d', `zzzzzzzz.salt.${'x'.repeat(43)}`])('are not forged by %j', (nonce) => {
    expect(isNonceGood(nonce, SUBJECT, NOW)).toBe(false);
  });

  it('never repeat', () => {
    expect(issueNonce(SUBJECT, NOW)).not.toBe(issueNonce(SUBJECT, NOW));
  });
});
