import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { migrateDatabase } from '../../db/migrate.ts';
import { readTables } from '../copy/catalog.ts';
import { withConnection } from '../copy/connection.ts';

const PATH = join(import.meta.dirname, '../../db/testing/fixtures/first-release.json');

const fixtureSchema = z.object({
  lastMigration: z.string(),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  sequences: z.array(z.object({ name: z.string(), value: z.string().nullable() })),
});
export type FirstRelease = z.infer<typeof fixtureSchema>;

/** Makes of an empty database what the first release left: its schema, and rows that its own code wrote. */
export async function loadFirstRelease(url: string, logger: Logger): Promise<FirstRelease> {
  const fixture = fixtureSchema.parse(JSON.parse(await readFile(PATH, 'utf8')));
  await migrateDatabase(url, { logger, last: fixture.lastMigration });
  await withConnection(url, 30_000, async (client) => {
    for (const { name } of await readTables(client)) {
      const table = client.escapeIdentifier(name);
      await client.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
        JSON.stringify(fixture.tables[name] ?? []),
      ]);
    }
    for (const { name, value } of fixture.sequences) {
      if (value !== null)
        await client.query('select setval(quote_ident($1)::regclass, $2::bigint)', [name, value]);
    }
  });
  return fixture;
}
