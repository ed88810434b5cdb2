import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { type Env, parseEnv } from '../lib/env.ts';
import { answer } from './answer.ts';
import { createFrontDoor, type Rooms } from './front-door.ts';

const logger = pino({ level: 'silent' });

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

describe('the front door', () => {
  let server: Server;
  let seen: IncomingMessage[];
  let port: number;

  /** Rooms that say who they are. */
  const rooms: Rooms = {
    api: (req, res) => {
      seen.push(req);
      answer(res, 200, { room: 'api' });
    },
    backups: async (_req, res) => {
      res.end('backups');
    },
    hosts: async (req, res) => {
      if (req.url === '/v1/nothing') return false;
      answer(res, 200, { room: 'hosts' });
      return true;
    },
    pages: async (req, res) => {
      seen.push(req);
      if (req.url === '/broken') throw new Error('a fault of this page');
      answer(res, 200, { room: 'pages' });
    },
    health: {
      live: (res) => answer(res, 200, { room: 'live' }),
      ready: async (res) => answer(res, 200, { room: 'ready' }),
      stopping: () => undefined,
    },
  };

  async function open(env: Env): Promise<void> {
    server = createServer(createFrontDoor(rooms, { env, clock: systemClock, logger }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }

  async function ask(path: string, { method = 'GET', headers, body }: Asked = {}) {
    const asked = request({ port, path, method, headers, agent: false });
    asked.end(body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    return { status: response.statusCode, headers: response.headers, body: JSON.parse(await text(response)) };
  }

  beforeEach(async () => {
    seen = [];
    await open(parseEnv({}));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it.each([
    ['/api/trpc/hosts.list?batch=1', 'api'],
    ['/api/agent/poll', 'hosts'],
    ['/v1/scripts/token', 'hosts'],
    ['/api/health/live', 'live'],
    ['/api/health/ready', 'ready'],
    ['/', 'pages'],
    ['/api-of-something-else', 'pages'],
  ])('leads %s to %s', async (path, room) => {
    expect((await ask(path)).body).toEqual({ room });
  });

  it.each(['/api', '/api/other', '/v1/nothing'])('has nothing at %s, and says so as data', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, body: { error: 'not-found' } });
  });

  it('lets pages run only scripts of ours, and data none', async () => {
    const page = await ask('/');
    const data = await ask('/api/trpc/x');
    const nonce = /'nonce-([^']+)'/.exec(String(page.headers['content-security-policy']))?.[1];

    expect(nonce).toHaveLength(24);
    expect(seen[0]?.headers['x-nonce']).toBe(nonce);
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
    expect(data.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  it('gives every page another nonce', async () => {
    await ask('/');
    await ask('/');

    expect(seen[0]?.headers['x-nonce']).not.toBe(seen[1]?.headers['x-nonce']);
  });

  it('believes nobody who says for whom they ask', async () => {
    await ask('/', {
      headers: { 'X-Forwarded-For': '10.0.0.1', 'X-Forwarded-Proto': 'https', 'X-Nonce': 'mine' },
    });

    expect(seen[0]?.headers).not.toHaveProperty('x-forwarded-for');
    expect(seen[0]?.headers).not.toHaveProperty('x-forwarded-proto');
    expect(seen[0]?.headers['x-nonce']).not.toBe('mine');
  });

  it('believes the proxy that it is told to trust', async () => {
    server.close();
    await open(parseEnv({ DROVER_TRUST_PROXY: '1' }));
    await ask('/api/trpc/x', { headers: { 'X-Forwarded-For': '10.0.0.1' } });

    expect(seen[0]?.headers['x-forwarded-for']).toBe('10.0.0.1');
  });

  it.each([
    ['a body beyond all measure', '/api/trpc/x', { 'Content-Length': String(17 * 1024 * 1024) }, 413],
    ['a page that is sent a file', '/', { 'Content-Length': String(65 * 1024) }, 413],
    ['a page that is sent no one knows how much', '/', { 'Transfer-Encoding': 'chunked' }, 411],
  ])('refuses %s before reading it', async (_what, path, headers, status) => {
    const refused = await ask(path, { method: 'POST', headers });

    expect(refused.status).toBe(status);
    expect(refused.headers.connection).toBe('close');
    expect(seen).toEqual([]);
  });

  it('refuses methods that nobody here answers', async () => {
    expect((await ask('/', { method: 'TRACE' })).status).toBe(405);
  });

  it('answers 500 and tells nothing when a room fails', async () => {
    expect(await ask('/broken')).toMatchObject({ status: 500, body: { error: 'internal' } });
  });
});
