import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { Logger } from '../../lib/logger.ts';
import { withConnection } from '../copy/connection.ts';
import { BackupError } from '../error.ts';
import { type Restored, restoreInto } from '../restore-into.ts';
import { databaseUrl } from '../scratch.ts';
import { finishRestored } from './finish-restored.ts';
import { lookAtTarget } from './look-at-target.ts';
import { type RestoreOutcome, stampOf } from './restore-embedded.ts';

const STATEMENT_TIMEOUT_MS = 60_000;
/** PostgreSQL cuts longer names off. */
const NAME_LENGTH_MAX = 63;

export interface ExternalOrder {
  readonly path: string;
  readonly passphrase: string;
  readonly url: string;
  readonly replace: boolean;
  readonly at: Date;
  readonly logger: Logger;
}

function nameOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

function beside(name: string, suffix: string): string {
  return name.slice(0, NAME_LENGTH_MAX - suffix.length) + suffix;
}

async function fill(url: string, order: ExternalOrder): Promise<Restored> {
  const { path, passphrase, logger } = order;
  const restored = await restoreInto({ path, passphrase, url, logger });
  await finishRestored(url, basename(path), restored.manifest);
  return restored;
}

/** Runs `work` from another database: the one at `url` cannot be renamed by whoever is connected to it. */
async function renameBoth(order: ExternalOrder, fresh: string, before: string): Promise<void> {
  const name = nameOf(order.url);
  await withConnection(databaseUrl(order.url, 'postgres'), STATEMENT_TIMEOUT_MS, async (client) => {
    const rename = (from: string, to: string) =>
      client.query(
        `alter database ${client.escapeIdentifier(from)} rename to ${client.escapeIdentifier(to)}`,
      );
    await client.query('begin');
    await rename(name, before);
    await rename(fresh, name);
    await client.query('commit');
  });
}

async function restoreBeside(order: ExternalOrder): Promise<RestoreOutcome> {
  const name = nameOf(order.url);
  const fresh = beside(name, `-restoring-${randomBytes(4).toString('hex')}`);
  const before = beside(name, `-before-restore-${stampOf(order.at)}`);
  const administer = (sql: string) =>
    withConnection(order.url, STATEMENT_TIMEOUT_MS, (client) =>
      client.query(`${sql} ${client.escapeIdentifier(fresh)}`),
    );
  await administer('create database');
  try {
    const restored = await fill(databaseUrl(order.url, fresh), order);
    await renameBoth(order, fresh, before);
    return { restored, before };
  } catch (error) {
    await administer('drop database if exists');
    throw error;
  }
}

/**
 * Restores into a new database beside the one at `url` and gives it the other's name when all of it is there. A user who
 * may not make databases can only fill an empty one.
 */
export async function restoreExternal(order: ExternalOrder): Promise<RestoreOutcome> {
  const { filledTables, isServed, mayCreateDatabases } = await lookAtTarget(order.url);
  const name = nameOf(order.url);
  if (isServed)
    throw new BackupError(
      'busy',
      `A server works with the database ${name}. Stop it first. Nothing was changed.`,
    );
  if (filledTables.length > 0 && !order.replace)
    throw new BackupError(
      'not-empty',
      `The database ${name} is not empty. With --replace it is put aside and kept. Nothing was changed.`,
    );
  if (mayCreateDatabases) return restoreBeside(order);
  if (filledTables.length > 0)
    throw new BackupError(
      'not-empty',
      `The user of ${name} may not make databases, so nothing can be put aside. Make an empty database and restore into that.`,
    );
  return { restored: await fill(order.url, order), before: null };
}
