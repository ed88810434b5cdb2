import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HTTP_LIMITS } from './http-limits.ts';

/* With the times a hundredth of what they are; what is not about time is as it is. */
const SOON = { ...HTTP_LIMITS, requestTimeout: 600, headersTimeout: 150, connectionsCheckingInterval: 50 };

describe('a connection', () => {
  let server: Server;
  let socket: Socket;
  beforeEach(async () => {
    server = createServer(SOON, (request, response) => {
      request.resume();
      request.once('end', () => response.end('done'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
  });
  afterEach(async () => {
    socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** All that the server says until the connection is ended, by its answer or because it hears no more. */
  const heard = () =>
    new Promise<string>((resolve) => {
      let said = '';
      socket.setEncoding('utf8').on('data', (part: string) => {
        said += part;
      });
      socket.on('error', () => undefined);
      socket.once('close', () => resolve(said));
    });

  it.each<readonly [name: string, said: string, answer: RegExp]>([
    ['that never says what it wants', 'GET / HTTP/1.1\r\nHost: a\r\n', /^HTTP\/1\.1 408 /],
    [
      'whose body never comes',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf',
      /^HTTP\/1\.1 408 /,
    ],
    [
      'with an address of 17 KB',
      `GET /${'a'.repeat(17_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    [
      'with 17 KB of headers',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'b'.repeat(17_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    ['that speaks something else', '\x16\x03\x01 hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['that names no host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'with two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'with a length and pieces',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
  ])('%s is answered and ended', async (_, said, answer) => {
    socket.write(said);
    expect(await heard()).toMatch(answer);
  });

  it('that sends a letter at a time is ended too', async () => {
    const answer = heard();
    const letters = setInterval(() => socket.write('a'), 20);
    socket.once('close', () => clearInterval(letters));
    socket.write('GET / HTTP/1.1\r\nX: ');
    // A letter that arrives after the end may cut the line before the answer is read.
    expect(await answer).toMatch(/^(?:HTTP\/1\.1 408 .*)?$/s);
  });

  it('that asks well is kept for the next request', async () => {
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(String(first)).toMatch(/^HTTP\/1\.1 200 .*Connection: keep-alive/s);
  });
});

it('the times are such as proxies and slow lines can keep', () => {
  expect(HTTP_LIMITS).toEqual({
    requestTimeout: 60_000,
    headersTimeout: 15_000,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: 75_000,
    maxHeaderSize: 16_384,
  });
});
