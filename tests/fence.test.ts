import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

/*
 * The import rules of biome.json stand between the rooms of this repository. A pattern that matches nothing would pass
 * in silence, so each rule is shown here to fire, as an error, and to let through what it should.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIOME = join(ROOT, 'node_modules/.bin/biome');
const run = promisify(execFile);

interface Snippet {
  readonly path: string;
  readonly code: string;
}

const importing = (path: string, from: string, what = '{ thing }'): Snippet => ({
  path,
  code: `import ${what} from '${from}';\n\nexport const it = thing;\n`,
});

const IMPORT = 'lint/style/noRestrictedImports';

const FORBIDDEN: readonly (readonly [string, Snippet])[] = [
  [IMPORT, importing('server/core/placement/a.ts', '../../domain/errors.ts')],
  [IMPORT, importing('server/core/placement/b.ts', '../../schemas/host.ts')],
  [IMPORT, importing('server/core/c.ts', 'zod')],
  [IMPORT, importing('server/core/d.ts', 'node:crypto')],
  [IMPORT, importing('server/core/e.ts', '../lib/ids.ts')],
  [IMPORT, importing('agent/core/f.ts', '../docker/port.ts')],
  [IMPORT, importing('agent/core/g.ts', 'dockerode')],
  [IMPORT, importing('agent/protocol/h.ts', '../lib/clock.ts')],
  [IMPORT, importing('agent/session/i.ts', '../../server/schemas/host.ts')],
  [IMPORT, importing('agent/session/j.ts', '../../app/_lib/bytes.ts')],
  [IMPORT, importing('server/hosts/k.ts', '../../agent/session/connect.ts')],
  [IMPORT, importing('server/hosts/l.ts', '../reconcile/loop.ts')],
  [IMPORT, importing('server/domain/stack/m.ts', '../../api/trpc.ts')],
  [IMPORT, importing('server/domain/stack/n.ts', '../../hosts/enrol.ts')],
  [IMPORT, importing('server/domain/stack/o.ts', '../../reconcile/loop.ts')],
  [IMPORT, importing('server/domain/stack/p.ts', '../../db/generated/client.ts')],
  [IMPORT, importing('server/domain/stack/q.ts', '@prisma/client')],
  [IMPORT, importing('server/api/routers/stacks/r.ts', '../../../db/repositories/stack.ts')],
  [IMPORT, importing('server/api/s.ts', '../hosts/enrol.ts')],
  [IMPORT, importing('server/schemas/t.ts', '../domain/errors.ts')],
  [IMPORT, importing('server/schemas/primitives/u.ts', '../../lib/ids.ts')],
  [IMPORT, importing('server/schemas/v.ts', 'node:crypto')],
  [IMPORT, importing('server/db/repositories/w.ts', '../../domain/errors.ts')],
  [IMPORT, importing('server/db/x.ts', '../reconcile/loop.ts')],
  [IMPORT, importing('server/events/y.ts', '../db/repositories/stack.ts')],
  [IMPORT, importing('server/reconcile/z.ts', '../hosts/enrol.ts')],
  [IMPORT, importing('server/reconcile/aa.ts', '../domain/errors.ts')],
  [IMPORT, importing('server/lib/ab.ts', '../db/client.ts')],
  [IMPORT, importing('server/compose/ac.ts', '../db/client.ts')],
  [IMPORT, importing('server/main/ad.ts', '../db/repositories/stack.ts')],
  [IMPORT, importing('server/main/ae.ts', '../../agent/protocol/version.ts')],
  [IMPORT, importing('server/backup/ba.ts', '../reconcile/loop.ts')],
  [IMPORT, importing('server/backup/bb.ts', '../domain/change.ts')],
  [IMPORT, importing('server/api/routers/backups/bc.ts', '../../../backup/open-backups.ts')],
  [IMPORT, importing('server/domain/backup/bd.ts', '../../backup/open-backups.ts')],
  [IMPORT, importing('server/client/af.ts', '../domain/errors.ts')],
  [IMPORT, importing('app/_features/stack/ag.ts', '../../../server/db/client.ts')],
  [IMPORT, importing('app/_features/stack/ah.ts', '../../../server/domain/stack/create-stack.ts')],
  [IMPORT, importing('app/_features/stack/ai.ts', '../../../agent/protocol/version.ts')],
  [IMPORT, importing('app/_trpc/aj.ts', '../../server/api/root.ts', '{ appRouter as thing }')],
  [IMPORT, importing('bin/cli/ak.ts', '../../server/domain/errors.ts')],
  [IMPORT, importing('e2e/specs/al.ts', '../../server/db/client.ts')],
  [IMPORT, importing('e2e/simulation/world/ay.ts', '../../../server/domain/errors.ts')],
  [IMPORT, importing('e2e/simulation/world/az.ts', '../../../server/db/generated/client.ts')],
  [IMPORT, importing('e2e/simulation/world/ba.ts', 'node:fs/promises')],
  [
    'lint/nursery/noJsRestrictedProperties',
    { path: 'e2e/simulation/bb.ts', code: 'export const at = Date.now();\n' },
  ],
  [IMPORT, importing('bench/sim/bc.ts', '../../server/core/plan.ts')],
  ['lint/style/noRestrictedGlobals', { path: 'server/core/am.ts', code: 'export const at = Date.now();\n' }],
  ['lint/style/noRestrictedGlobals', { path: 'agent/core/an.ts', code: 'export const at = new Date();\n' }],
  [
    'lint/nursery/noJsRestrictedProperties',
    { path: 'server/core/ao.ts', code: 'export const n = Math.random();\n' },
  ],
  [
    'lint/style/noProcessEnv',
    { path: 'server/hosts/ap.ts', code: 'export const home = process.env.HOME;\n' },
  ],
  ['lint/style/noProcessEnv', { path: 'agent/store/aq.ts', code: 'export const home = process.env.HOME;\n' }],
  ['lint/suspicious/noConsole', { path: 'server/hosts/ar.ts', code: "console.log('here');\n" }],
  ['lint/suspicious/noConsole', { path: 'agent/store/as.ts', code: "console.log('here');\n" }],
  [
    'lint/suspicious/noEmptyBlockStatements',
    { path: 'app/_lib/at.ts', code: 'try {\n  at();\n} catch {}\n' },
  ],
  [
    'lint/suspicious/noFocusedTests',
    { path: 'app/_lib/au.test.ts', code: "it.only('one', () => expect(1).toBe(1));\n" },
  ],
  [
    'lint/suspicious/noSkippedTests',
    { path: 'app/_lib/av.test.ts', code: "it.skip('one', () => expect(1).toBe(1));\n" },
  ],
  ['lint/suspicious/noExplicitAny', { path: 'app/_lib/aw.ts', code: 'export const it: any = 1;\n' }],
  ['lint/style/useFilenamingConvention', { path: 'app/_lib/camelCase.ts', code: 'export const it = 1;\n' }],
  ['lint/style/noExcessiveLinesPerFile', { path: 'app/_lib/ax.ts', code: 'export {};\n'.repeat(401) }],
];

const ALLOWED: readonly Snippet[] = [
  importing('server/core/placement/filters/a.ts', '../../model/host.ts'),
  importing('server/core/placement/bb.ts', '../hosts/standing.ts'),
  importing('server/core/b.test.ts', '../schemas/reason.ts'),
  importing('agent/core/c.ts', '../protocol/assignment.ts'),
  importing('agent/session/d.ts', '../protocol/messages.ts'),
  importing('server/hosts/e.ts', '../../agent/protocol/messages.ts'),
  importing('server/domain/stack/f.ts', '../compose/plan-compose.ts'),
  importing('server/domain/stack/g.ts', '../../db/repositories/stack.ts'),
  importing('server/api/routers/stacks/h.ts', '../../../domain/compose/apply-compose.ts'),
  importing('server/api/i.ts', './routers/hosts/list.ts'),
  importing('server/api/j.ts', '../main/deps.ts'),
  importing('server/db/repositories/k.ts', '../generated/client.ts'),
  importing('server/reconcile/l.ts', '../core/plan.ts'),
  importing('server/backup/la.ts', '../core/plan.ts'),
  importing('server/backup/lb.ts', '../domain/backup/backups.ts'),
  importing('server/api/routers/backups/lc.ts', '../../../domain/backup/change-backups.ts'),
  importing('app/_features/stack/m.ts', '../../../server/schemas/stack.ts'),
  importing('app/_features/stack/n.ts', '../../../server/domain/stack/stack.policy.ts'),
  importing('bin/cli/o.ts', '../../server/client/index.ts'),
  importing('e2e/simulation/server/p.ts', '../../../server/reconcile/tick.ts'),
  importing('e2e/simulation/server/q.ts', '../../../server/main/deps.ts'),
  importing('e2e/simulation/agent/r.ts', '../../../agent/work/host-keeper.ts'),
  importing('bench/sim/s.ts', '../../e2e/simulation/run-seed.ts'),
];

const reportSchema = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string().nullable(),
      severity: z.string(),
      location: z.looseObject({ path: z.unknown() }),
    }),
  ),
});

const pathSchema = z.union([z.string(), z.object({ file: z.string() }).transform(({ file }) => file)]);

/** Lints the snippets in a tree like ours under our biome.json; one run, as each costs a start of the tool. */
async function lint(root: string, snippets: readonly Snippet[]): Promise<Map<string, Set<string>>> {
  for (const { path, code } of snippets) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), code);
  }
  const config = JSON.parse(await readFile(join(ROOT, 'biome.json'), 'utf8'));
  await writeFile(join(root, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const args = ['lint', '.', '--reporter=json', '--max-diagnostics=none'];
  const { stdout } = await run(BIOME, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }).catch(
    // Findings are exit code 1, which is what is looked for here.
    (error: { stdout: string }) => error,
  );
  const errors = new Map<string, Set<string>>();
  for (const { category, severity, location } of reportSchema.parse(JSON.parse(stdout)).diagnostics) {
    if (severity !== 'error' || category === null) continue;
    const path = pathSchema.parse(location.path).replace(/^\.\//, '');
    errors.set(path, (errors.get(path) ?? new Set()).add(category));
  }
  return errors;
}

describe('the fence between rooms', () => {
  let root: string;
  let errors: Map<string, Set<string>>;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'drover-fence-'));
    errors = await lint(root, [...FORBIDDEN.map(([, snippet]) => snippet), ...ALLOWED]);
  }, 60_000);
  afterAll(() => rm(root, { recursive: true, force: true }));

  it.each(FORBIDDEN.map(([rule, { path, code }]) => ({ rule, path, line: code.split('\n', 1)[0] })))(
    '$path may not: $line',
    ({ rule, path }) => {
      expect([...(errors.get(path) ?? [])]).toContain(rule);
    },
  );

  it.each(ALLOWED.map(({ path, code }) => ({ path, line: code.split('\n', 1)[0] })))(
    '$path may: $line',
    ({ path }) => {
      expect([...(errors.get(path) ?? [])]).not.toContain(IMPORT);
    },
  );

  it('knows every room there is, so that a new one is closed until it is given a door', async () => {
    const entries = await readdir(join(ROOT, 'server'), { withFileTypes: true });
    const rooms = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    const config = await readFile(join(ROOT, 'biome.json'), 'utf8');

    expect(rooms.filter((room) => !config.includes(`"server/${room}/`))).toEqual([]);
  });
});
