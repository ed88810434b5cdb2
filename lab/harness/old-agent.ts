import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lab } from './lab.ts';
import { run, tryRun } from './run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILD_TIMEOUT_MS = 600_000;
const GIT_TIMEOUT_MS = 60_000;

/**
 * Builds the agent as it was at a commit, under a version of its own, into the lab's registry. Answers the image's name, or
 * null where the history is not there (a shallow clone, an archive).
 */
export async function buildOldAgent(commit: string, version: string): Promise<string | null> {
  const known = await tryRun('git', ['-C', ROOT, 'cat-file', '-e', `${commit}^{commit}`], {
    timeoutMs: GIT_TIMEOUT_MS,
  });
  if (known.code !== 0) return null;
  const directory = await mkdtemp(join(tmpdir(), 'drover-old-agent-'));
  try {
    const tree = join(directory, 'tree');
    await mkdir(tree);
    const archive = join(directory, 'tree.tar');
    await run('git', ['-C', ROOT, 'archive', '--output', archive, commit], { timeoutMs: GIT_TIMEOUT_MS });
    await run('tar', ['-xf', archive, '-C', tree], { timeoutMs: GIT_TIMEOUT_MS });
    await symlink(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    const manifest = JSON.parse(await readFile(join(tree, 'package.json'), 'utf8'));
    await writeFile(join(tree, 'package.json'), JSON.stringify({ ...manifest, version }));
    await run(join(tree, 'bin/build-agent'), ['--bundle-only'], { timeoutMs: BUILD_TIMEOUT_MS });
    // By the lab of today: an older one would judge, and build anew, the images that all labs share.
    const image = `drover/agent:${version}`;
    await lab('image', 'build', join(tree, 'dist/agent'), image);
    return image;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
