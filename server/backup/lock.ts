import pg from 'pg';
import { BackupError } from './error.ts';

/** Advisory lock of whoever makes or checks a backup; 'drob' as a number. */
const BACKUP_LOCK = 0x64726f62;
const CONNECT_TIMEOUT_MS = 5_000;

/** Whether any server of this database is at it. */
export async function isBackupRunning(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1 from pg_locks
     where locktype = 'advisory' and classid = 0 and objid = $1 and objsubid = 1 and granted
       and database = (select oid from pg_database where datname = current_database())`,
    [BACKUP_LOCK],
  );
  return rowCount !== null && rowCount > 0;
}

/**
 * Only one at a time, of all servers on the database. The lock is that of a connection, so it ends with the process
 * that holds it. Throws `busy`.
 */
export async function withBackupLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'drover backup',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // When it breaks, the lock is gone and another may begin: files of two do not meet, as each has a name of its own.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [BACKUP_LOCK]);
    if (rows[0]?.taken !== true)
      throw new BackupError('busy', 'A backup is being made or checked. Try again when it is done.');
    return await work();
  } finally {
    await client.end();
  }
}
