import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapterFor, openSchemaEngine } from './schema-engine.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

const SCHEMA = fileURLToPath(new URL('../../prisma/schema', import.meta.url));

async function schemaFiles() {
  const names = (await readdir(SCHEMA)).filter((name) => name.endsWith('.prisma'));
  return Promise.all(
    names.map(async (name) => ({ path: name, content: await readFile(join(SCHEMA, name), 'utf8') })),
  );
}

describe('the migrated database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it('is what prisma/schema says; a field without a migration shows here', async () => {
    const connect = () => adapterFor(database.url);
    const { engine } = await openSchemaEngine(
      { connect, connectToShadowDb: connect },
      undefined,
      () => undefined,
    );
    const files = await schemaFiles();

    const { stdout, exitCode } = await engine.diff({
      // The database behind the connections above; the files only say of which kind it is.
      from: { tag: 'schemaDatasource', files, configDir: SCHEMA },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });

    expect({ stdout: stdout?.trim(), exitCode }).toEqual({
      stdout: '-- This is an empty migration.',
      exitCode: 0,
    });
  });

  it.each([
    ['Job_key_open_key', /UNIQUE .*\(key\) WHERE .*'queued'.*'leased'/],
    ['Job_claim_idx', /\("hostId", "notBefore"\) WHERE .*'queued'/],
    ['Job_lease_idx', /\("leaseUntil"\) WHERE .*'leased'/],
    ['Unit_index_live_key', /UNIQUE .*\("serviceId", index\) WHERE .*"removedAt" IS NULL/],
    ['Host_machineId_live_key', /UNIQUE .*\("environmentId", "machineId"\) WHERE/],
    ['Stack_name_live_key', /UNIQUE .*\("environmentId", lower\(name\)\) WHERE/],
    ['Service_name_live_key', /UNIQUE .*\("stackId", lower\(name\)\) WHERE/],
    ['Environment_name_live_key', /UNIQUE .*\(lower\(name\)\) WHERE/],
  ])('has the index %s, which Prisma knows nothing of', async (name, definition) => {
    const { rows } = await database.pool.query('select indexdef from pg_indexes where indexname = $1', [
      name,
    ]);

    expect(rows[0]?.indexdef).toMatch(definition);
  });
});
