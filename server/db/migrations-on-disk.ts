import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';

const LOCKFILE = 'migration_lock.toml';
const SCRIPT = 'migration.sql';

/** The committed migrations in order, in the form the schema engine takes. */
export async function readMigrations(directory: string): Promise<MigrationList> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (name) => {
      const value = await readFile(join(directory, name, SCRIPT), 'utf8');
      return { path: name, migrationFile: { path: SCRIPT, content: { tag: 'ok' as const, value } } };
    }),
  );
  return {
    baseDir: directory,
    lockfile: { path: LOCKFILE, content: await readFile(join(directory, LOCKFILE), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories,
  };
}
