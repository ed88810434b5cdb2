import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';

/** PostgreSQL refuses to run as root, so a root server runs it as the first of these that the machine has. */
const UNPRIVILEGED = ['drover', 'nobody'];

const READ = 4;
const TRAVERSE = 1;

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

function accounts(): Account[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

/** The account this process runs as. */
export function ownAccount(): Account {
  try {
    const { username, uid, gid } = userInfo();
    return { name: username, uid, gid };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `User ${process.getuid?.()} has no entry in /etc/passwd, which PostgreSQL needs. Add one, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/** `ownerUid` is who owns the cluster already on disk; it stays theirs. */
export function clusterAccount(ownerUid: number | null): Account {
  const own = ownAccount();
  if (own.uid !== 0) {
    if (ownerUid === null || ownerUid === own.uid) return own;
    throw new EmbeddedPostgresError(
      `The database files belong to user ${ownerUid}, but the server runs as ${own.name}. Start it as that user or as root.`,
    );
  }
  const known = accounts().filter((account) => account.uid !== 0);
  const found =
    ownerUid === null
      ? UNPRIVILEGED.map((name) => known.find((account) => account.name === name)).find(Boolean)
      : known.find((account) => account.uid === ownerUid);
  if (found) return found;
  throw new EmbeddedPostgresError(
    ownerUid === null
      ? `None of the users ${UNPRIVILEGED.join(', ')} exists to run PostgreSQL as. Add one, or set DATABASE_URL.`
      : `The database files belong to user ${ownerUid}, who does not exist on this machine.`,
  );
}

function allowed(path: string, account: Account, permission: number): boolean {
  const { mode, uid, gid } = statSync(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & permission) === permission;
}

/** The first directory on the way to `path` that the account may not pass, or null. */
export function firstBarrier(path: string, account: Account): string | null {
  const parent = dirname(path);
  if (parent === path) return null;
  return firstBarrier(parent, account) ?? (allowed(parent, account, TRAVERSE) ? null : parent);
}

export function canRead(path: string, account: Account): boolean {
  return firstBarrier(path, account) === null && allowed(path, account, READ);
}
