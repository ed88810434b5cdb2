import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportOutput } from '../protocol/messages.ts';
import { createServerClient } from './server-client.ts';
import { remedyFor, type ServerRefusal } from './server-error.ts';

/* What may stand in the place of a server's answer. None of it ends the agent; each says what it was. */

type Answer = (response: ServerResponse) => void;
const text =
  (status: number, body: string): Answer =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(body);
const json = (status: number, body: unknown): Answer => text(status, JSON.stringify(body));
const granted = (data: unknown): Answer => json(200, { result: { data } });
const refused = (wireCode: unknown, message: unknown = 'no'): Answer =>
  json(401, { error: { message, data: { wireCode } } });

const endless: Answer = (response) => {
  response.writeHead(200);
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
};

let server: Server;
let answer: Answer;
let baseUrl: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const FOREIGN = (status: number) => `report: HTTP ${status} that is not from a Drover server`;

describe('an answer that is none', () => {
  it.each<readonly [name: string, given: Answer, message: string | RegExp]>([
    ['a page of a proxy', text(502, '<html>Bad gateway</html>'), FOREIGN(502)],
    ['nothing', text(200, ''), FOREIGN(200)],
    ['null', text(200, 'null'), FOREIGN(200)],
    ['a list', text(200, '[]'), FOREIGN(200)],
    ['half of an answer', text(200, '{"result":{"da'), FOREIGN(200)],
    ['an answer without a result', json(200, {}), FOREIGN(200)],
    ['a hundred thousand levels', text(200, `${'['.repeat(100_000)}${']'.repeat(100_000)}`), FOREIGN(200)],
    ['an error without words', json(500, { error: {} }), FOREIGN(500)],
    ['an error whose words are a number', refused('unavailable', 7), FOREIGN(401)],
    ['a redirection', text(302, ''), FOREIGN(302)],
    ['no result', granted(undefined), FOREIGN(200)],
    ['a result of the wrong type', granted({ resync: 'no' }), /^report: answer not understood: /],
    ['a result that is a list', granted([]), /^report: answer not understood: /],
    ['an answer without end', endless, 'report: answer too long'],
    ['no answer', () => undefined, 'report: no answer in 1500 ms'],
    ['a broken line', (response) => void response.destroy(), /^report: socket hang up$/],
  ])('%s', async (_, given, message) => {
    answer = given;
    const call = createServerClient(baseUrl, null);
    const failure = await call('report', {}, reportOutput, { deadlineMs: 1_500 }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({
      name: 'ServerUnreachable',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    expect(remedyFor(failure)).toBe('retry');
  });
});

describe('a refusal', () => {
  it.each<readonly [name: string, wireCode: unknown, code: string | null, remedy: string]>([
    ['with a code of a newer server', 'host-eclipsed', null, 'retry'],
    ['with a code that is a number', 7, null, 'retry'],
    ['without a code', undefined, null, 'retry'],
    ['of a revoked key', 'key-revoked', 'key-revoked', 'wait'],
    ['of a removed host', 'host-removed', 'host-removed', 'wait'],
    ['of an ended session', 'session-invalid', 'session-invalid', 'reopen'],
    ['of a stranger', 'key-unknown', 'key-unknown', 'enrol'],
    ['of too many calls', 'rate-limited', 'rate-limited', 'retry'],
  ])('%s', async (_, wireCode, code, remedy) => {
    answer = refused(wireCode, 'because');
    const call = createServerClient(baseUrl, null);
    const failure = await call('report', {}, reportOutput, { deadlineMs: 1_500 }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: 'ServerRefusal', message: 'report: because' });
    expect((failure as ServerRefusal).code).toBe(code);
    expect(remedyFor(failure)).toBe(remedy);
  });
});
