import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Logger } from '../../lib/logger.ts';
import { type Account, clusterAccount, EmbeddedPostgresError, firstBarrier } from './account.ts';
import { linkTarget, settleElsewhere } from './elsewhere.ts';
import { ifPresent } from './if-present.ts';

/** Where a root server keeps what an unprivileged PostgreSQL cannot reach under a closed directory such as /root. */
export const FALLBACK_ROOT = '/var/lib/drover-server';

/** `sun_path` holds 107 bytes; PostgreSQL appends `/.s.PGSQL.5432`. */
const SOCKET_DIRECTORY_LENGTH_MAX = 107 - '/.s.PGSQL.5432'.length;

export interface Location {
  readonly account: Account;
  /** The cluster's files (PGDATA). */
  readonly cluster: string;
  readonly socketDirectory: string;
  readonly startLog: string;
}

async function ownerOf(path: string): Promise<number | null> {
  return (await ifPresent(stat(path)))?.uid ?? null;
}

/** A directory that only the account (and root) may enter. Through one handle: the account could swap the path. */
async function privateDirectory(path: string, account: Account): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const directory = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    if ((await directory.stat()).uid !== account.uid) {
      if (process.getuid?.() !== 0)
        throw new EmbeddedPostgresError(`${path} belongs to another user; it must be ${account.name}'s.`);
      await directory.chown(account.uid, account.gid);
    }
    await directory.chmod(0o700);
  } finally {
    await directory.close();
  }
}

/** `directory` itself, or a reachable one behind a symlink in its place. */
async function reachable(
  directory: string,
  account: Account,
  fallbackRoot: string,
  logger: Logger,
): Promise<string> {
  const target = await linkTarget(directory);
  if (target) return target;
  const barrier = firstBarrier(directory, account);
  if (!barrier) return directory;
  const present = await ifPresent(lstat(directory));
  if (process.getuid?.() !== 0 || present)
    throw new EmbeddedPostgresError(
      `PostgreSQL runs as ${account.name}, who may not pass ${barrier}. Set DROVER_DATA_DIR to a directory outside it.`,
    );
  const elsewhere = await settleElsewhere(directory, fallbackRoot);
  logger.warn(
    { directory, barrier, elsewhere },
    'the database is kept elsewhere, because its user may not pass a directory on the way',
  );
  return elsewhere;
}

async function socketDirectoryFor(home: string, account: Account): Promise<string> {
  const inside = join(home, 'run');
  if (Buffer.byteLength(inside) <= SOCKET_DIRECTORY_LENGTH_MAX) return inside;
  const name = `drover-${account.uid}-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`;
  return join(tmpdir(), name);
}

/** Settles which account runs PostgreSQL and where its files are, and makes the directories. */
export async function prepareLocation(
  directory: string,
  fallbackRoot: string,
  logger: Logger,
): Promise<Location> {
  await mkdir(dirname(directory), { recursive: true, mode: 0o755 });
  const account = clusterAccount(await ownerOf(join(directory, 'cluster', 'PG_VERSION')));
  const home = await reachable(directory, account, fallbackRoot, logger);
  await privateDirectory(home, account);
  const socketDirectory = await socketDirectoryFor(home, account);
  await privateDirectory(socketDirectory, account);
  return { account, cluster: join(home, 'cluster'), socketDirectory, startLog: join(home, 'start.log') };
}
