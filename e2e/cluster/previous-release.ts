import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, tryRun } from '../../lab/harness/run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FIRST_RELEASE = 'fda7f7d';
const TIMEOUT_MS = 120_000;

export interface PreviousRelease {
  /** A checkout from which its server can be started. */
  readonly home: string;
  remove(): Promise<void>;
}

const git = (...args: string[]) => run('git', ['-C', ROOT, ...args], { timeoutMs: TIMEOUT_MS });

/** The first release beside this checkout, with the packages and pages of this one; null where history was cut off. */
export async function checkOutPreviousRelease(): Promise<PreviousRelease | null> {
  const known = await tryRun('git', ['-C', ROOT, 'cat-file', '-e', `${FIRST_RELEASE}^{commit}`], {
    timeoutMs: TIMEOUT_MS,
  });
  if (known.code !== 0) return null;
  const directory = await mkdtemp(join(tmpdir(), 'drover-previous-'));
  const home = join(directory, 'drover');
  await git('worktree', 'add', '--detach', home, FIRST_RELEASE);
  // Its packages were a part of ours, at the same versions. Nobody opens its pages.
  for (const name of ['node_modules', '.next']) await symlink(join(ROOT, name), join(home, name));
  await run(join(home, 'node_modules/.bin/prisma'), ['generate'], { timeoutMs: TIMEOUT_MS, cwd: home });
  return {
    home,
    async remove() {
      await git('worktree', 'remove', '--force', home);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
