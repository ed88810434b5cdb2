import { describe, expect, test } from 'vitest';
import { readBearer, readCookie, sessionCookie } from './cookie.ts';
import { readRequestOrigin } from './request-origin.ts';

const RULES = { publicUrl: 'https://drover.example', trustProxy: false };

describe('where a request was made', () => {
  test.each([
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }, 'same'],
    [{ 'sec-fetch-site': 'same-site' }, 'foreign'],
    [{ 'sec-fetch-site': 'none' }, 'foreign'],
    [{ origin: 'http://10.0.0.5:8080' }, 'same'],
    [{ origin: 'http://10.0.0.5:9090' }, 'foreign'],
    [{ origin: 'https://drover.example' }, 'same'],
    [{ origin: 'null' }, 'foreign'],
    [{}, 'unstated'],
    [{ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }, 'foreign'],
  ])('%j: %s', (headers, origin) => {
    expect(readRequestOrigin({ host: '10.0.0.5:8080', ...headers }, RULES)).toBe(origin);
  });

  test('a proxy of ours may say which host was addressed', () => {
    const headers = {
      host: 'inner:80',
      origin: 'https://outer.example',
      'x-forwarded-host': 'outer.example',
    };
    expect(readRequestOrigin(headers, { publicUrl: null, trustProxy: true })).toBe('same');
    expect(readRequestOrigin(headers, { publicUrl: null, trustProxy: false })).toBe('foreign');
  });
});

test('cookies and bearer tokens are read as sent', () => {
  expect(readCookie('a=1; drover_session=tok ; b=2', 'drover_session')).toBe('tok');
  expect(readCookie('xdrover_session=no', 'drover_session')).toBeNull();
  expect(readCookie('drover_session=', 'drover_session')).toBeNull();
  expect(readCookie(undefined, 'drover_session')).toBeNull();
  expect(readBearer('Bearer abc-_9')).toBe('abc-_9');
  expect(readBearer('Basic abc')).toBeNull();
  expect(sessionCookie({ token: 't', maxAgeMs: 1500, secure: true })).toBe(
    'drover_session=t; Path=/; HttpOnly; SameSite=Lax; Max-Age=1; Secure',
  );
});
