import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackups } from '../backup/open-backups.ts';
import { createBus } from '../events/postgres-bus.ts';
import { systemClock } from '../lib/clock.ts';
import { parseEnv } from '../lib/env.ts';
import { waitUntil } from '../lib/wait-until.ts';
import { createBackupDownload } from './backup-download.ts';
import { PASSWORD, startTestApi, type TestApi } from './testing/test-api.ts';

describe('fetching a backup', { timeout: 60_000 }, () => {
  let api: TestApi;
  let dataDir: string;
  let server: Server;
  let url: string;
  let name: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    api = await startTestApi();
    dataDir = await mkdtemp(join(tmpdir(), 'drover-download-'));
    const logger = pino({ level: 'silent' });
    const env = parseEnv({ DROVER_DATA_DIR: dataDir, DROVER_BACKUP_PASSPHRASE: 'correct horse battery' });
    const bus = await createBus(api.database.url, logger);
    const base = { database: api.database, bus, clock: systemClock, logger, env };
    const backups = openBackups(base);
    name = (await backups.create({ kind: 'server', id: null, name: 'server' })).name;
    const download = createBackupDownload({ ...base, backups });
    server = createServer((req, res) => void download(req, res));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/backups/`;
    close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await bus.close();
    };
  }, 60_000);
  afterAll(async () => {
    await close();
    await api.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function keyOf(username: string): Promise<string> {
    const signedIn = await api.client().auth.signIn.mutate({ username, password: PASSWORD, client: 'test' });
    return signedIn.token ?? '';
  }
  const get = (what: string, key: string | null, method = 'GET') =>
    fetch(url + what, { method, headers: key === null ? {} : { authorization: `Bearer ${key}` } });

  it('Administrator_IsGivenTheFileAsItIs', async () => {
    const response = await get(name, await keyOf('admin'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain(name);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.equals(await readFile(join(dataDir, 'backups', name)))).toBe(true);
  });

  it('AnyoneElse_IsRefused', async () => {
    await api.personNamed('ben');
    expect((await get(name, null)).status).toBe(401);
    expect((await get(name, 'no key')).status).toBe(401);
    expect((await get(name, await keyOf('ben'))).status).toBe(403);
  });

  it.each(['drover-20200101T000000Z.backup', '..%2F..%2Fetc%2Fpasswd', 'postgres/PG_VERSION', ''])(
    '%s_IsNoBackup',
    async (other) => {
      expect((await get(other, await keyOf('admin'))).status).toBe(404);
    },
  );

  it('ManyWhoMayNot_DoNotCount', async () => {
    await api.personNamed('cleo');
    const key = await keyOf('cleo');
    const client = new pg.Client({ connectionString: api.database.url });
    await client.connect();
    try {
      // All three are kept where it is asked who they are.
      await client.query('begin; lock table "Session" in access exclusive mode');
      let answeredCount = 0;
      const asked = Array.from({ length: 3 }, async () => {
        const { status } = await get(name, key);
        answeredCount += 1;
        return status;
      });
      const allWait = async () => {
        const { rows } = await client.query(
          `select count(*)::int as count from pg_locks l join pg_database d on d.oid = l.database
           where d.datname = current_database() and relation = '"Session"'::regclass and not granted`,
        );
        return rows[0].count >= 3 || answeredCount > 0 || undefined;
      };
      expect(await waitUntil(allWait, { timeoutMs: 20_000, intervalMs: 20 })).toBe(true);
      await client.query('rollback');
      expect(await Promise.all(asked)).toEqual([403, 403, 403]);
    } finally {
      await client.end();
    }
  });

  it('OtherThanGet_IsRefused', async () => {
    expect((await get(name, await keyOf('admin'), 'DELETE')).status).toBe(405);
  });
});
