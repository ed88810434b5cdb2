import { describe, expect, it } from 'vitest';
import { ReconnectBackoff } from './backoff.ts';
import { remedyFor, ServerRefusal, ServerUnreachable } from './server-error.ts';
import { readHostLabels, readServerUrl } from './server-url.ts';

describe('the command’s argument', () => {
  it.each([
    ['http://10.0.0.1:8080/v1/scripts/abc', 'http://10.0.0.1:8080', 'abc'],
    ['https://drover.example/v1/scripts/a%2Fb/', 'https://drover.example', 'a/b'],
    ['https://example.com/drover/v1/scripts/t', 'https://example.com/drover', 't'],
    ['http://[fd00::1]:8080/v1/scripts/t', 'http://[fd00::1]:8080', 't'],
  ])('%s', (argument, baseUrl, token) => {
    expect(readServerUrl(argument)).toEqual({ baseUrl, token });
  });

  it.each(['', 'abc', 'http://server:8080', 'ftp://server/v1/scripts/t'])(
    '%s is refused with the way to write it',
    (argument) => {
      expect(() => readServerUrl(argument)).toThrow('/v1/scripts/TOKEN');
    },
  );
});

describe('host labels', () => {
  it.each([
    [undefined, {}],
    ['', {}],
    ['foo=bar&hello=world', { foo: 'bar', hello: 'world' }],
    ['a=1&a=2', { a: '2' }],
    ['zone=eu%20west&empty=&=x', { zone: 'eu west', empty: '' }],
  ])('%s', (text, labels) => {
    expect(readHostLabels(text)).toEqual(labels);
  });
});

describe('what to do about an error', () => {
  it('follows the code, never the words', () => {
    expect(remedyFor(new ServerRefusal('session-superseded', 409, 'anything'))).toBe('reopen');
    expect(remedyFor(new ServerRefusal('key-unknown', 401, ''))).toBe('enrol');
    expect(remedyFor(new ServerRefusal('host-removed', 403, ''))).toBe('wait');
    expect(remedyFor(new ServerRefusal(null, 500, 'key-unknown'))).toBe('retry');
    expect(remedyFor(new ServerUnreachable('no answer'))).toBe('retry');
  });
});

describe('waiting for the server', () => {
  it('grows to half a minute and begins anew', () => {
    const backoff = new ReconnectBackoff(200, 30_000, () => 1);
    const waits = Array.from({ length: 10 }, () => backoff.next());
    expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
    backoff.reset();
    expect(new ReconnectBackoff(200, 30_000, () => 0).next()).toBe(100);
    expect(backoff.next()).toBe(200);
  });
});
