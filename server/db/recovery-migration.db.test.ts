import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import pino from 'pino';
import { expect, it } from 'vitest';
import { migrateDatabase } from './migrate.ts';
import { createDatabase, dropDatabase } from './testing.ts';

const COMMITTED = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
/** Those of the first release. */
const FIRST_RELEASE = ['migration_lock.toml', '20261121040000_initial', '20261121050000_status_answers'];
const logger = pino({ level: 'silent' });

it('an environment of the first release has a version, so that its hosts fetch what they are to carry', async () => {
  const { name, url } = await createDatabase({ migrated: false });
  const directory = await mkdtemp(join(tmpdir(), 'drover-first-release-'));
  for (const entry of FIRST_RELEASE) {
    await cp(join(COMMITTED, entry), join(directory, entry), { recursive: true });
  }
  await migrateDatabase(url, { logger, directory });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`insert into "Environment" (id, name) values ('env_a', 'Default')`);
  await client.query(`insert into "Setting" (key, value, "updatedAt")
    values ('agentLink', '{"version":1,"serverId":"s","nonceSecret":"n"}', now())`);
  await migrateDatabase(url, { logger });
  const { rows } = await client.query<{ recent: boolean }>(
    `select version > 1700000000000 as recent from "BlueprintVersion" where "environmentId" = 'env_a'`,
  );
  expect(rows).toEqual([{ recent: true }]);
  await client.end();
  await dropDatabase(name);
  await rm(directory, { recursive: true });
});
