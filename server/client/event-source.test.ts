import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { FetchEventSource } from './event-source.ts';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(handler: (req: IncomingMessage, res: ServerResponse) => void): Promise<string> {
  const opened = createServer(handler);
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(opened.address() as AddressInfo).port}/`;
}

function stream(res: ServerResponse, text: string): void {
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  res.end(text);
}

function nextEvent(source: FetchEventSource, type: string): Promise<Event> {
  return new Promise((resolve) => source.addEventListener(type, resolve, { once: true }));
}

test('comes back by itself and says what it saw last', async () => {
  const seen: (string | undefined)[] = [];
  const url = await serve((req, res) => {
    seen.push(req.headers['last-event-id']?.toString());
    stream(res, `id: ${seen.length}\ndata: hello\n\n`);
  });
  const source = new FetchEventSource(url);
  await nextEvent(source, 'message');
  const second = await nextEvent(source, 'message');
  source.close();
  expect(second).toMatchObject({ data: 'hello', lastEventId: '2' });
  expect(seen).toEqual([undefined, '1']);
  expect(source.readyState).toBe(source.CLOSED);
});

test('carries headers, which the browser cannot', async () => {
  const url = await serve((req, res) => stream(res, `data: ${req.headers.authorization}\n\n`));
  const source = new FetchEventSource(url, { headers: { authorization: 'Bearer key' } });
  expect(await nextEvent(source, 'message')).toMatchObject({ data: 'Bearer key' });
  source.close();
});

test('a refusal is final, a server that is away is not', async () => {
  const statuses = [503, 401];
  let count = 0;
  const url = await serve((_req, res) => {
    res.writeHead(statuses[count] ?? 500).end();
    count += 1;
  });
  const source = new FetchEventSource(url);
  await nextEvent(source, 'error');
  expect(source.readyState).toBe(source.CONNECTING);
  await nextEvent(source, 'error');
  expect(source.readyState).toBe(source.CLOSED);
  expect(count).toBe(2);
});
