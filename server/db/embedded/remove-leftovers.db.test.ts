import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeCluster } from './elsewhere.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { removeLeftovers } from './remove-leftovers.ts';

const logger = pino({ level: 'silent' });
const OLD = new Date('2020-01-01T00:00:00.000Z');

/** Starts a cluster and says so; whoever started it then kills it. */
const MAKER = `
  import pino from 'pino';
  import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))};
  const [directory, fallbackRoot] = process.argv.slice(1);
  await startEmbeddedPostgres({ directory, fallbackRoot, sync: false, logger: pino({ level: 'silent' }) });
  process.stdout.write('up');
  setInterval(() => undefined, 1000);
`;

describe('removeLeftovers', { timeout: 60_000 }, () => {
  let parent: string;
  let fallbackRoot: string;
  beforeEach(async () => {
    // Closed to PostgreSQL's user where the tests are root's: the files are elsewhere then.
    parent = await mkdtemp(join(tmpdir(), 'drover-leftovers-'));
    fallbackRoot = await mkdtemp(join(tmpdir(), 'drover-leftovers-elsewhere-'));
    await chmod(fallbackRoot, 0o755);
  });
  afterEach(async () => {
    await rm(parent, { recursive: true, force: true });
    await rm(fallbackRoot, { recursive: true, force: true });
  });

  const elsewhere = async () => readdir(join(fallbackRoot, 'clusters')).catch(() => []);

  /** Empty for one that ended, also when nobody took note of its end yet. */
  const commandLine = (pid: number) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');

  async function killedMaker(directory: string): Promise<number> {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', MAKER, directory, fallbackRoot], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: import.meta.dirname,
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    return Number.parseInt(await readFile(join(directory, 'cluster', 'postmaster.pid'), 'utf8'), 10);
  }

  it('MakerKilled_ItsPostgresIsStopped_AndNothingIsLeftAnywhere', async () => {
    const pid = await killedMaker(join(parent, 'scratch-1'));
    expect(await commandLine(pid)).toContain('postgres');

    await removeLeftovers(parent, ['scratch-'], logger);
    expect(await commandLine(pid)).toBe('');
    expect(await readdir(parent)).toEqual([]);
    expect(await elsewhere()).toEqual([]);
  });

  it('InUse_OrNamedOtherwise_Stays', async () => {
    const directory = join(parent, 'scratch-1');
    const cluster = await startEmbeddedPostgres({ directory, fallbackRoot, logger, sync: false });
    try {
      await mkdir(join(parent, 'postgres'));
      await removeLeftovers(parent, ['scratch-'], logger);
      expect((await readdir(parent)).sort()).toEqual(['postgres', 'scratch-1']);
    } finally {
      await cluster.stop();
    }
    // Without a PostgreSQL it may be on its way to another place, until it is old.
    await removeLeftovers(parent, ['scratch-'], logger);
    expect(await readdir(join(directory, 'cluster'))).toContain('PG_VERSION');
    await utimes(join(directory, 'cluster'), OLD, OLD);
    await utimes(directory, OLD, OLD);
    await removeLeftovers(parent, ['scratch-'], logger);
    expect(await readdir(parent)).toEqual(['postgres']);
    expect(await elsewhere()).toEqual([]);
  });

  it('SymlinkThatSomebodyElseMade_IsNotFollowed', async () => {
    const theirs = join(parent, 'theirs');
    await mkdir(theirs);
    await writeFile(join(theirs, 'mark'), '');
    await symlink(theirs, join(parent, 'scratch-1'));
    await removeCluster(join(parent, 'scratch-1'));
    expect(await readdir(theirs)).toEqual(['mark']);
    await expect(lstat(join(parent, 'scratch-1'))).rejects.toThrow('ENOENT');
  });
});
