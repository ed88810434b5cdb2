import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { readBearer, readCookie, SESSION_COOKIE } from '../auth/cookie.ts';
import { findSignedIn } from '../auth/session.ts';
import { DomainError } from '../domain/errors.ts';
import type { ServerDeps } from '../main/deps.ts';
import { backupNameSchema } from '../schemas/backup.ts';

const BACKUPS_PATH = '/api/backups/';

/** Each holds a file open and a line busy. */
const AT_ONCE_MAX = 2;
const DEADLINE_MS = 60 * 60 * 1000;

const STATUS: Partial<Record<DomainError['code'], number>> = {
  'not-signed-in': 401,
  forbidden: 403,
  'not-found': 404,
  'invalid-input': 405,
  'rate-limited': 429,
};

function nameIn(url: string | undefined): string {
  const path = (url ?? '').split('?', 1)[0] ?? '';
  const parsed = backupNameSchema.safeParse(path.slice(BACKUPS_PATH.length));
  if (!parsed.success) throw new DomainError('not-found', 'There is no such backup.');
  return parsed.data;
}

async function refuseUnlessAdmin({ database, clock }: ServerDeps, req: IncomingMessage): Promise<void> {
  const token = readBearer(req.headers.authorization) ?? readCookie(req.headers.cookie, SESSION_COOKIE);
  const signedIn =
    token === null ? null : await findSignedIn(database, { token, now: clock.now(), prolong: false });
  if (signedIn === null) throw new DomainError('not-signed-in', 'Sign in first.');
  if (signedIn.session.kind !== 'admin')
    throw new DomainError('forbidden', 'Only an administrator may do this.');
}

async function send(deps: ServerDeps, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const name = nameIn(req.url);
  const { sizeBytes, bytes } = await deps.backups.read(name);
  res.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': sizeBytes,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
  });
  // Whoever hangs up, or takes for ever, is no error of ours; the length told before says that something is missing.
  await pipeline(bytes, res, { signal: AbortSignal.timeout(DEADLINE_MS) }).catch((error: unknown) => {
    deps.logger.warn({ err: error, name }, 'a backup was not fetched to its end');
  });
}

function refuse(res: ServerResponse, error: DomainError): void {
  const { code, message } = error;
  res.writeHead(STATUS[code] ?? 500, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  res.end(JSON.stringify({ error: { code, message } }));
}

/** Answers `GET /api/backups/NAME` with the file as it is, encrypted, for administrators. */
export function createBackupDownload(
  deps: ServerDeps,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  let underway = 0;
  return async (req, res) => {
    try {
      if (req.method !== 'GET')
        throw new DomainError('invalid-input', 'A backup can only be fetched with GET.');
      // Before it counts: those who may not have one must not keep out those who may.
      await refuseUnlessAdmin(deps, req);
      if (underway >= AT_ONCE_MAX)
        throw new DomainError(
          'rate-limited',
          'Backups are being fetched already. Try again when they are done.',
        );
      underway += 1;
      try {
        await send(deps, req, res);
      } finally {
        underway -= 1;
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refuse(res, error);
    }
  };
}
