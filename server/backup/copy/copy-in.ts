import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { BackupError } from '../error.ts';
import { firstDifference } from '../file/first-difference.ts';
import type { Ending, Manifest, Tally } from '../file/manifest.ts';
import type { BackupContent } from '../file/read-backup.ts';
import { copyOf, readTables } from './catalog.ts';
import { tallyTables } from './copy-out.ts';

function sameTables(asked: Manifest['tables'], present: Manifest['tables']): boolean {
  const shape = (tables: Manifest['tables']) =>
    JSON.stringify(tables.map(({ name, columns }) => [name, [...columns].sort()]).sort());
  return shape(asked) === shape(present);
}

/** The names come from a file: from here on they are known to be those of tables and columns that there are. */
async function refuseOtherTables(client: pg.Client, { tables }: Manifest): Promise<void> {
  if (sameTables(tables, await readTables(client))) return;
  throw new BackupError(
    'damaged',
    'Its tables are not those that its migrations make. It was made from a database that somebody changed by hand.',
  );
}

async function setSequences(client: pg.Client, { sequences }: Ending): Promise<void> {
  for (const { name, value } of sequences) {
    if (value === null) continue;
    await client.query('select setval(quote_ident($1)::regclass, $2::bigint, true)', [name, value]);
  }
}

async function insertRows(client: pg.Client, content: BackupContent): Promise<void> {
  const tables = new Map(content.manifest.tables.map((table) => [table.name, table]));
  for await (const { name, rows } of content.tables()) {
    const table = tables.get(name);
    if (table === undefined)
      throw new BackupError('damaged', `It has rows of ${name}, which is no table of it.`);
    await pipeline(Readable.from(rows), client.query(copyFrom(`copy ${copyOf(client, table)} from stdin`)));
  }
}

/**
 * Puts the rows into a database that has the tables, in place of any that are there, and counts them again: all of it
 * in one transaction, or nothing. Constraints are checked as for any other row. Returns what was counted.
 */
export async function copyIn(client: pg.Client, content: BackupContent): Promise<Tally[]> {
  await client.query('begin');
  try {
    await refuseOtherTables(client, content.manifest);
    const names = content.manifest.tables.map(({ name }) => client.escapeIdentifier(name));
    // Migrations may have put rows of their own there.
    await client.query(`truncate ${names.join(', ')}`);
    await insertRows(client, content);
    const ending = content.ending();
    await setSequences(client, ending);
    const found = await tallyTables(client, content.manifest.tables);
    const difference = firstDifference(ending.tables, found);
    if (difference !== null)
      throw new BackupError('damaged', `What was restored is not what was saved: ${difference}.`);
    await client.query('commit');
    return found;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
