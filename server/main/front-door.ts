import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../lib/clock.ts';
import type { Env } from '../lib/env.ts';
import type { Logger } from '../lib/logger.ts';
import { answer } from './answer.ts';
import { dropForwardedHeaders } from './forwarded.ts';
import type { Health } from './health.ts';
import { setDataPolicy, setPagePolicy, setSecurityHeaders } from './security-headers.ts';

/*
 * Every request enters here. Calls of consoles, programs and hosts are answered without Next, which would cost four
 * times as much; only pages are its own.
 */

/** Nothing that is right takes as long before its first byte; a host's long poll, the longest, is answered in 25 s. */
const FIRST_BYTE_DEADLINE_MS = 60_000;
/** A full report of 2,000 units. The handlers behind have limits of their own, by what the caller may say. */
const API_BODY_BYTES_MAX = 16 * 1024 * 1024;
/** Pages take a language choice and nothing else. */
const PAGE_BODY_BYTES_MAX = 64 * 1024;

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export interface Rooms {
  readonly api: (req: IncomingMessage, res: ServerResponse) => void;
  readonly backups: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
  readonly hosts: (req: IncomingMessage, res: ServerResponse) => boolean | Promise<boolean>;
  readonly pages: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
  readonly health: Health;
}

interface Surroundings {
  readonly env: Env;
  readonly clock: Clock;
  readonly logger: Logger;
}

type RoomName = 'live' | 'ready' | 'api' | 'backups' | 'hosts' | 'unknown' | 'pages';

function roomOf(path: string): RoomName {
  if (path === '/api/health/live') return 'live';
  if (path === '/api/health/ready') return 'ready';
  if (path === '/api/trpc' || path.startsWith('/api/trpc/')) return 'api';
  if (path.startsWith('/api/backups/')) return 'backups';
  if (path.startsWith('/api/agent/') || path.startsWith('/v1/')) return 'hosts';
  if (path === '/api' || path.startsWith('/api/')) return 'unknown';
  return 'pages';
}

/** Says no before a byte of the body is read; the connection is of no more use then. */
function refuse(req: IncomingMessage, res: ServerResponse, room: RoomName): boolean {
  const length = Number(req.headers['content-length'] ?? 0);
  const most = room === 'pages' ? PAGE_BODY_BYTES_MAX : API_BODY_BYTES_MAX;
  const refusal = !METHODS.has(req.method ?? '')
    ? ([405, 'method-not-allowed'] as const)
    : room === 'pages' && req.headers['transfer-encoding'] !== undefined
      ? ([411, 'length-required'] as const)
      : length > most
        ? ([413, 'too-large'] as const)
        : null;
  if (refusal === null) return false;
  res.setHeader('Connection', 'close');
  answer(res, refusal[0], { error: refusal[1] });
  return true;
}

async function enter(room: RoomName, rooms: Rooms, req: IncomingMessage, res: ServerResponse): Promise<void> {
  switch (room) {
    case 'live':
      return rooms.health.live(res);
    case 'ready':
      return rooms.health.ready(res);
    case 'api':
      return rooms.api(req, res);
    case 'backups':
      return rooms.backups(req, res);
    case 'hosts':
      if (!(await rooms.hosts(req, res))) answer(res, 404, { error: 'not-found' });
      return;
    case 'unknown':
      return answer(res, 404, { error: 'not-found' });
    case 'pages':
      return rooms.pages(req, res);
  }
}

function watchDeadline({ clock, logger }: Surroundings, path: string, res: ServerResponse): void {
  const answered = new AbortController();
  res.once('close', () => answered.abort());
  void clock.sleep(FIRST_BYTE_DEADLINE_MS, answered.signal).then(() => {
    if (answered.signal.aborted || res.headersSent) return;
    logger.error({ path }, 'a request was not answered in time');
    res.setHeader('Connection', 'close');
    answer(res, 503, { error: 'too-slow' });
  });
}

export function createFrontDoor(rooms: Rooms, surroundings: Surroundings) {
  const { env, logger } = surroundings;
  return (req: IncomingMessage, res: ServerResponse): void => {
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
    const room = roomOf(path);
    if (!env.trustProxy) dropForwardedHeaders(req);
    setSecurityHeaders(res, env);
    if (room === 'pages') setPagePolicy(req, res, env);
    else setDataPolicy(res);
    if (refuse(req, res, room)) return;
    watchDeadline(surroundings, path, res);
    enter(room, rooms, req, res).catch((error: unknown) => {
      logger.error({ err: error, path }, 'a request failed');
      if (res.headersSent) res.destroy();
      else answer(res, 500, { error: 'internal' });
    });
  };
}
