import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FALLBACK_ROOT } from '../db/embedded/location.ts';
import { createDatabase, dropDatabase } from '../db/testing.ts';
import { withScratchDatabase } from './scratch.ts';

const logger = pino({ level: 'silent' });
const ROLE = `drover_no_createdb_${process.pid}`;

let target: { name: string; url: string };
let dataDir: string;

async function run(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

beforeEach(async () => {
  target = await createDatabase({ migrated: false });
  await run(`create role ${ROLE}`);
  dataDir = await mkdtemp(join(tmpdir(), 'drover-scratch-'));
  await chmod(dataDir, 0o700);
});
afterEach(async () => {
  await run(`drop role ${ROLE}`);
  await dropDatabase(target.name);
  await rm(dataDir, { recursive: true, force: true });
});

/** Where homes of clusters below `dataDir` are noted. */
async function notedElsewhere(): Promise<string[]> {
  const clusters = join(FALLBACK_ROOT, 'clusters');
  const names = (await readdir(clusters).catch(() => [])).filter((name) => name.endsWith('.path'));
  const notes = await Promise.all(
    names.map((name) => readFile(join(clusters, name), 'utf8').catch(() => '')),
  );
  return notes.filter((note) => note.startsWith(dataDir));
}

it('MayMakeNoDatabase_ItsOwnPostgresIsGoneAfterwards_WhereverItsFilesWere', { timeout: 60_000 }, async () => {
  const url = new URL(target.url);
  url.searchParams.set('options', `-c role=${ROLE}`);
  const during = await withScratchDatabase(url.href, { logger, dataDir }, async () => ({
    here: await readdir(dataDir),
    elsewhere: await notedElsewhere(),
  }));
  expect(during.here).toEqual([expect.stringMatching(/^scratch-/)]);
  expect(during.elsewhere).toHaveLength(process.getuid?.() === 0 ? 1 : 0);
  expect(await readdir(dataDir)).toEqual([]);
  expect(await notedElsewhere()).toEqual([]);
});
