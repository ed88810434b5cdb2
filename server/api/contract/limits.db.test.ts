import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestTables } from '../../db/testing-digest.ts';
import { bearerOf } from '../testing/raw-call.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

interface Attempt {
  readonly username: string;
  /** What the caller says of where it comes from. */
  readonly forwarded: string;
}

interface Outcome {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly retryAfter: string | null;
}

async function guess(api: TestApi, { username, forwarded }: Attempt): Promise<Outcome> {
  const response = await fetch(`${api.url}/api/trpc/auth.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
    body: JSON.stringify({ json: { username, password: 'a guess', client: 'test' } }),
  });
  const { error } = (await response.json()) as {
    error: { json: { data: { detail: { code: string; message: string } } } };
  };
  const { code, message } = error.json.data.detail;
  return { status: response.status, code, message, retryAfter: response.headers.get('retry-after') };
}

/** All at once: what comes back while they are answered is little. */
function guesses(api: TestApi, count: number, of: (at: number) => Attempt): Promise<Outcome[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => guess(api, of(at))));
}

const isLimited = (outcome: Outcome) => outcome.code === 'rate-limited';

/** `most` went through at once, and no more after them than come back in a minute. */
function expectLimit(outcomes: readonly Outcome[], most: number, perMinute: number): Outcome {
  const through = outcomes.filter((outcome) => !isLimited(outcome)).length;
  expect(through).toBeGreaterThanOrEqual(most);
  expect(through).toBeLessThanOrEqual(most + perMinute);
  const limited = outcomes.find(isLimited);
  if (limited === undefined) throw new Error('None was limited.');
  return limited;
}

describe('guesses at a password', { timeout: 60_000 }, () => {
  let api: TestApi;
  let proxied: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
    proxied = await startTestApi({ DROVER_TRUST_PROXY: '1' });
  });
  afterAll(() => Promise.all([api.close(), proxied.close()]));

  it('at one name are ten at once, in whatever letters it is written; the answer says when to come again', async () => {
    const spelt = ['victim', 'VICTIM', ' victim '];
    const outcomes = await guesses(api, 24, (at) => ({ username: spelt[at % 3] ?? '', forwarded: '' }));
    const { status, message, retryAfter } = expectLimit(outcomes, 10, 10);
    expect(outcomes.find((outcome) => !isLimited(outcome))).toEqual({
      status: 401,
      code: 'bad-credentials',
      message: 'The username or the password is wrong.',
      retryAfter: null,
    });
    expect(status).toBe(429);
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
    expect(Number(retryAfter)).toBeLessThanOrEqual(6);
    expect(message).toBe(`Too many attempts. Try again in ${retryAfter} s.`);
  });

  it('from one address are thirty at once, whomever they are at and wherever they say they come from', async () => {
    const outcomes = await guesses(api, 70, (at) => ({
      username: `nobody-${at}`,
      forwarded: `198.51.100.${at}`,
    }));
    // Those at one name above, and the administrator who signed in before them, were of this address too.
    const { retryAfter } = expectLimit(outcomes, 5, 55);
    expect(Number(retryAfter)).toBeLessThanOrEqual(2);
  });

  it('behind a proxy of ours the address it saw counts, whatever was said to it', async () => {
    const outcomes = await guesses(proxied, 70, (at) => ({
      username: `nobody-${at}`,
      forwarded: `198.51.100.${at}, 203.0.113.7`,
    }));
    expectLimit(outcomes, 30, 30);
  });

  it('a thousand addresses of one network are one', async () => {
    const outcomes = await guesses(proxied, 70, (at) => ({
      username: `nobody-${at}`,
      forwarded: `2001:db8:0:1::${at.toString(16)}`,
    }));
    expectLimit(outcomes, 30, 30);
  });

  it('from everywhere at one name are ten at once', async () => {
    const outcomes = await guesses(proxied, 24, (at) => ({ username: 'admin', forwarded: `192.0.2.${at}` }));
    expectLimit(outcomes, 10, 10);
  });

  it('nobody else is kept out, and a guess is written down nowhere', async () => {
    const before = await digestTables(proxied.database.pool);
    const outcome = await guess(proxied, { username: 'somebody', forwarded: '192.0.2.250' });
    expect(outcome.code).toBe('bad-credentials');
    expect(await digestTables(proxied.database.pool)).toEqual(before);
  });
});

describe('what one caller may hold', { timeout: 60_000 }, () => {
  let api: TestApi;
  let headers: { authorization: string };
  beforeAll(async () => {
    api = await startTestApi();
    headers = await bearerOf(api, 'admin');
  });
  afterAll(() => api.close());

  const input = () => encodeURIComponent(JSON.stringify({ json: { environmentId: api.environmentId } }));
  const open = (stop: AbortController) =>
    fetch(`${api.url}/api/trpc/changes.watch?input=${input()}`, { headers, signal: stop.signal });

  /** The first thing a stream says that is not about the connection. */
  async function firstWords(response: Response): Promise<string> {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    while (!/"topic"|serialized-error\ndata: .*\n/.test(heard)) {
      const { value, done } = (await reader?.read()) ?? { value: '', done: true };
      heard += value ?? '';
      if (done) break;
    }
    return heard;
  }

  it('thirty-two streams of one session, and one more when one has ended', async () => {
    const stops = Array.from({ length: 32 }, () => new AbortController());
    const heard = await Promise.all(stops.map(async (stop) => firstWords(await open(stop))));
    expect(heard.every((words) => words.includes('"topic"'))).toBe(true);
    const extra = new AbortController();
    const refused = await firstWords(await open(extra));
    expect(refused).toContain('"code":"limit-reached"');
    expect(refused).toContain('At most 32 pages of one session are kept up to date. Close some.');
    extra.abort();
    stops[0]?.abort();
    // The server hears of it a moment later.
    await expect
      .poll(
        async () => {
          const again = new AbortController();
          const words = await firstWords(await open(again));
          again.abort();
          return words.includes('"topic"');
        },
        { timeout: 10_000 },
      )
      .toBe(true);
    for (const stop of stops) stop.abort();
  });

  it('no more than four megabytes, also without saying how many come', async () => {
    const before = await digestTables(api.database.pool);
    const asked = request(`${api.url}/api/trpc/environments.create`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    });
    const answered = new Promise<{ status: number; body: string }>((resolve, reject) => {
      asked.once('response', async (response) => {
        resolve({ status: response.statusCode ?? 0, body: await text(response) });
      });
      asked.once('error', reject);
    });
    asked.write('{"json":{"name":"');
    for (let sent = 0; sent < 5; sent += 1) asked.write('x'.repeat(1024 * 1024));
    asked.end('"}}');
    expect(await answered).toMatchObject({ status: 413, body: expect.stringContaining('limit-reached') });
    expect(await digestTables(api.database.pool)).toEqual(before);
  });
});
