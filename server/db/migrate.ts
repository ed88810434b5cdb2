import { fileURLToPath } from 'node:url';
import type {
  DiagnoseMigrationHistoryOutput,
  MigrationList,
  SchemaEngine,
} from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import type { Logger } from '../lib/logger.ts';
import { readMigrations } from './migrations-on-disk.ts';
import { adapterOn, openSchemaEngine } from './schema-engine.ts';

/*
 * Brings the database to the schema of this code when the server starts. All that are missing are one transaction,
 * together with their rows in Prisma's own table: after a failure, or whenever the process dies, the database is as the
 * version before left it, and that version starts on it. The whole runs under a lock, so that replicas that start
 * together do it once.
 */

const DIRECTORY = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** Advisory lock of whoever migrates; 'drom' as a number. */
const MIGRATION_LOCK = 0x64726f6d;
/** As long as another replica's migration may take. */
const LOCK_TIMEOUT_MS = 300_000;
const CONNECT_TIMEOUT_MS = 10_000;

const NO_FILTER = { externalTables: [], externalEnums: [] };

/** The database cannot be brought to this schema. The message says what a person can do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

interface Options {
  readonly logger: Logger;
  /** Where the migrations are, when not the repository's own. */
  readonly directory?: string;
  /** The last one to apply, when not all: for a database that is filled from a backup made at that point. */
  readonly last?: string;
  /** Called with the names of what will be applied to a database that was used before; when it throws, nothing is. */
  readonly beforeUpgrade?: (pending: readonly string[]) => Promise<void>;
}

/** Remembers the first failure of a statement: what the engine says about it afterwards is about the rolled back rest. */
interface Statements {
  failure: unknown;
}

async function openEngineOn(client: pg.Client, statements: Statements): Promise<SchemaEngine> {
  // The adapter wants a pool. This one never opens a connection: all statements go to the client that holds the lock.
  const pool = new pg.Pool({ max: 1 });
  const adapter = await adapterOn(
    pool,
    async (query, values) => {
      try {
        return await client.query(query, values);
      } catch (error) {
        statements.failure ??= error;
        throw error;
      }
    },
    async () => undefined,
  );
  const connect = async () => adapter;
  const { engine } = await openSchemaEngine(
    { connect, connectToShadowDb: connect },
    undefined,
    () => undefined,
  );
  return engine;
}

/** The first migrations of the list, up to and with the one named. */
function upTo(list: MigrationList, name: string): MigrationList {
  const end = list.migrationDirectories.findIndex((directory) => directory.path === name);
  return { ...list, migrationDirectories: list.migrationDirectories.slice(0, end + 1) };
}

function refuseUnlessOurs({
  history,
  editedMigrationNames,
  failedMigrationNames,
}: DiagnoseMigrationHistoryOutput) {
  const [failed] = failedMigrationNames;
  if (failed)
    throw new MigrationError(
      `Migration ${failed} was begun by hand and did not finish. See "npx prisma migrate resolve".`,
    );
  const unknown = history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [];
  if (unknown.length > 0)
    throw new MigrationError(
      `The database is newer than this Drover: it has ${unknown.join(', ')}, which this version does not know. ` +
        'Start the version that made it, or a later one. Nothing was changed.',
    );
  const [edited] = editedMigrationNames;
  if (edited)
    throw new MigrationError(
      `Migration ${edited} is not what was applied to this database: its file was changed since. Nothing was changed.`,
    );
}

function pendingNames(
  { history }: DiagnoseMigrationHistoryOutput,
  list: MigrationList,
  fresh: boolean,
): string[] {
  if (fresh) return list.migrationDirectories.map((directory) => directory.path);
  return history?.diagnostic === 'databaseIsBehind' ? history.unappliedMigrationNames : [];
}

async function applyOne(client: pg.Client, list: MigrationList, name: string): Promise<void> {
  const statements: Statements = { failure: null };
  const engine = await openEngineOn(client, statements);
  try {
    await engine.applyMigrations({ migrationsList: upTo(list, name), filters: NO_FILTER });
  } catch (error) {
    const cause = statements.failure ?? error;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(
      `Migration ${name} failed: ${detail}. The database is as it was before; the version that ran last can be started on it again.`,
      { cause },
    );
  }
}

async function applyAll(client: pg.Client, list: MigrationList, names: readonly string[]): Promise<void> {
  await client.query('begin');
  try {
    for (const name of names) await applyOne(client, list, name);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function migrateUnderLock(
  client: pg.Client,
  list: MigrationList,
  { beforeUpgrade }: Options,
): Promise<string[]> {
  const engine = await openEngineOn(client, { failure: null });
  const diagnosis = await engine.diagnoseMigrationHistory({
    migrationsList: list,
    optInToShadowDatabase: false,
    filters: NO_FILTER,
  });
  refuseUnlessOurs(diagnosis);
  const pending = pendingNames(diagnosis, list, !diagnosis.hasMigrationsTable);
  if (pending.length > 0 && diagnosis.hasMigrationsTable) await beforeUpgrade?.(pending);
  await applyAll(client, list, pending);
  return pending;
}

/** The migrations that this code knows, in order. */
export async function knownMigrations(directory = DIRECTORY): Promise<string[]> {
  const { migrationDirectories } = await readMigrations(directory);
  return migrationDirectories.map(({ path }) => path);
}

/** Applies what is missing and returns its names. Throws `MigrationError` and changes nothing when it cannot. */
export async function migrateDatabase(url: string, options: Options): Promise<string[]> {
  const all = await readMigrations(options.directory ?? DIRECTORY);
  const list = options.last === undefined ? all : upTo(all, options.last);
  const client = new pg.Client({
    connectionString: url,
    application_name: 'drover migrate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // The statement that runs when the connection breaks is rejected; without this the process would end as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`set lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await migrateUnderLock(client, list, options);
    if (applied.length > 0) options.logger.info({ applied }, 'the database was migrated');
    return applied;
  } finally {
    await client.end();
  }
}
