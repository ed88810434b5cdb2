import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { encodeFrame } from '../file/frame.ts';
import type { Ending, Manifest, Tally } from '../file/manifest.ts';
import { RowDigest } from '../file/row-digest.ts';
import { copyOf, readAppliedMigrations, readSequences, readTables } from './catalog.ts';

type About = Pick<Manifest, 'createdAt' | 'kind' | 'serverVersion'>;

/** Rows of a table as text. */
function rowsOf(client: pg.Client, table: Manifest['tables'][number]): AsyncIterable<Buffer> {
  return client.query(copyTo(`copy ${copyOf(client, table)} to stdout`));
}

async function postgresVersion(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return rows[0]?.server_version ?? '';
}

/** Everything in the database at one instant, as frames. The connection is in a transaction until the last of them. */
export async function* copyOut(client: pg.Client, about: About): AsyncGenerator<Buffer> {
  await client.query('begin transaction isolation level repeatable read read only');
  const manifest: Manifest = {
    format: 1,
    ...about,
    postgresVersion: await postgresVersion(client),
    migrations: await readAppliedMigrations(client),
    tables: await readTables(client),
  };
  // Nobody changes the shape of a table between the first and the last.
  const names = manifest.tables.map(({ name }) => client.escapeIdentifier(name));
  await client.query(`lock table ${names.join(', ')} in access share mode`);
  yield* encodeFrame('M', Buffer.from(JSON.stringify(manifest)));
  const tables: Tally[] = [];
  for (const table of manifest.tables) {
    yield* encodeFrame('T', Buffer.from(table.name));
    const digest = new RowDigest();
    for await (const chunk of rowsOf(client, table)) {
      digest.add(chunk);
      yield* encodeFrame('D', chunk);
    }
    tables.push(digest.tally(table.name));
  }
  const ending: Ending = { tables, sequences: await readSequences(client) };
  await client.query('commit');
  yield* encodeFrame('E', Buffer.from(JSON.stringify(ending)));
}

/** Counts what is in the database now, table by table. */
export async function tallyTables(client: pg.Client, tables: Manifest['tables']): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const table of tables) {
    const digest = new RowDigest();
    for await (const chunk of rowsOf(client, table)) digest.add(chunk);
    tallies.push(digest.tally(table.name));
  }
  return tallies;
}
