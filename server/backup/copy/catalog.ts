import type pg from 'pg';
import { BackupError } from '../error.ts';
import type { Ending, Manifest } from '../file/manifest.ts';

/** Prisma's own; running the migrations writes it. */
const MIGRATIONS = '_prisma_migrations';

type Table = Manifest['tables'][number];

const TABLES = `
  select c.relname as name,
         array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> $1
  group by c.relname
  order by c.relname collate "C"`;

const REFERENCES = `
  select distinct r.relname as referring, t.relname as referred
  from pg_constraint k
  join pg_class r on r.oid = k.conrelid
  join pg_class t on t.oid = k.confrelid
  where k.contype = 'f' and k.connamespace = current_schema()::regnamespace and k.conrelid <> k.confrelid`;

interface Reference {
  readonly referring: string;
  readonly referred: string;
}

/** Tables so that each comes after all it refers to; among those that may come next, by name. */
export function inInsertOrder(tables: readonly Table[], references: readonly Reference[]): Table[] {
  const ordered: Table[] = [];
  const waiting = new Map(tables.map((table) => [table.name, table]));
  while (waiting.size > 0) {
    const blocked = new Set(
      references.filter(({ referred }) => waiting.has(referred)).map(({ referring }) => referring),
    );
    const next = [...waiting.values()].find((table) => !blocked.has(table.name));
    if (next === undefined)
      throw new BackupError(
        'failed',
        `Tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}.`,
      );
    waiting.delete(next.name);
    ordered.push(next);
  }
  return ordered;
}

/** Every table of the database's schema but the one that notes migrations, with the columns that are not computed. */
export async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(TABLES, [MIGRATIONS]);
  const { rows: references } = await client.query<Reference>(REFERENCES);
  return inInsertOrder(tables, references);
}

/** Read after the rows were: a number given out meanwhile is then only skipped. */
export async function readSequences(client: pg.Client): Promise<Ending['sequences']> {
  const { rows } = await client.query<Ending['sequences'][number]>(
    `select sequencename::text as name, last_value::text as value from pg_sequences
     where schemaname = current_schema() order by sequencename collate "C"`,
  );
  return rows;
}

/** In the order in which they were applied, which is that of their names. */
export async function readAppliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select migration_name as name from "${MIGRATIONS}"
     where finished_at is not null and rolled_back_at is null order by migration_name collate "C"`,
  );
  return rows.map(({ name }) => name);
}

export function copyOf(client: pg.Client, { name, columns }: Table): string {
  return `${client.escapeIdentifier(name)} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')})`;
}
