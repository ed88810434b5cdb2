import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestTables } from '../../db/testing-digest.ts';
import { freezeSessions } from '../testing/raw-call.ts';
import { PASSWORD, startTestApi, type TestApi } from '../testing/test-api.ts';

/* The command line refuses in the words of the server, with its exit code, and never with a trace of its own code. */

const MAIN = fileURLToPath(new URL('../../../bin/cli/main.ts', import.meta.url));

interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

let api: TestApi;
let key: string;
let directory: string;
let stranger: Server;

beforeAll(async () => {
  api = await startTestApi();
  const { token } = await api
    .client()
    .auth.signIn.mutate({ username: 'admin', password: PASSWORD, client: 'CLI' });
  key = token ?? '';
  await freezeSessions(api);
  const environmentId = api.environmentId;
  const { id } = await api.admin.stacks.create.mutate({ environmentId, name: 'shop' });
  const spec = { launch: { image: 'nginx' } };
  await api.admin.services.create.mutate({ environmentId, stackId: id, name: 'web', scale: 2, spec });
  directory = await mkdtemp(join(tmpdir(), 'drover-cli-'));
  const files: Record<string, string> = {
    'bad.yml': 'web:\n  image: [\n',
    'build.yml': 'version: "2"\nservices:\n  web:\n    build: .\n',
    'cyclic.yml': 'web: &a\n  image: nginx\n  labels: *a\n',
    'empty.yml': '',
    'huge.yml': `# ${'x'.repeat(600_000)}\n`,
    'nul.yml': 'web:\n  image: "ng\0inx"\n',
    'config.json': '{"url":',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  stranger = createServer((_, response) => void response.end('<html>Hello</html>'));
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => stranger.close(resolve));
  await rm(directory, { recursive: true });
  await api.close();
});

const strangerUrl = () => `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;

function drover(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  const own: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    DROVER_URL: api.url,
    DROVER_KEY: key,
    DROVER_CONFIG: join(directory, 'none'),
  };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', MAIN, ...args],
      { env: { ...own, ...env } as NodeJS.ProcessEnv, cwd: directory, timeout: 30_000 },
      (error, stdout, stderr) =>
        resolve({ exitCode: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

type Environment = () => Record<string, string>;
type Case = readonly [args: string, exitCode: number, stderr: string, env: Environment | null];
const told = (args: string, exitCode: number, stderr: string, env: Environment | null = null): Case => [
  args,
  exitCode,
  stderr,
  env,
];

const UNREACHABLE =
  'The server could not be reached. Check the address with `drover login` and that it is running.';
const notAnAddress = (text: string) =>
  `"${text}" is not the address of a server. Write it as http://address:port or https://address.`;

describe('what is refused', () => {
  it.each<Case>([
    told('ps nobody', 1, 'No stack "nobody". `drover ps` lists what there is.'),
    told('ps shop/nobody', 1, 'No service "nobody" in stack shop. It has: web.'),
    told('ps a/b/c', 2, '"a/b/c" is not STACK or STACK/SERVICE.'),
    told('scale shop/web=1001', 1, 'At most 1000 containers.\n  scale: At most 1000 containers.'),
    told('scale shop=3', 2, 'Name the service too: shop/SERVICE.'),
    told('scale shop/web=-1', 2, '"shop/web=-1" is not STACK/SERVICE=NUMBER.'),
    told('scale shop/web=many', 2, ''),
    told('hosts rm nobody', 1, 'No host "nobody". `drover hosts` lists them.'),
    told(
      'hosts add --server ftp://x',
      1,
      'Write it as http://address:port or https://address.\n  serverUrl: Write it as http://address:port or https://address.',
    ),
    told('hosts add --server http://x --label =a', 2, '"=a" is not KEY=VALUE.'),
    told(
      'up -f absent.yml -s x',
      1,
      "absent.yml cannot be read: ENOENT: no such file or directory, open 'absent.yml'",
    ),
    told('up -f bad.yml -s x', 1, ''),
    told('up -f empty.yml -s x', 1, 'At least 1 character.\n  compose: At least 1 character.'),
    told('up -f huge.yml -s x', 1, 'At most 524288 characters.\n  compose: At most 524288 characters.'),
    told(
      'up -f cyclic.yml -s x',
      1,
      'docker-compose.yml, line 3: "*a" contains itself.\n  docker-compose.yml:3: "*a" contains itself.',
    ),
    told('up -f build.yml -s x', 1, ''),
    told('up -f nul.yml -s x', 1, 'There is a character that cannot be stored: NUL or half of a pair.'),
    told(
      'up -f cyclic.yml -s ../x',
      1,
      'Use 1 to 63 letters, digits and dashes; a dash may not come first or last.\n  stackName: Use 1 to 63 letters, digits and dashes; a dash may not come first or last.',
    ),
    told('up --wait-timeout never', 2, ''),
    told('dance', 2, ''),
    told('ps --upside-down', 2, ''),
    told('--environment nobody ps', 1, 'No environment "nobody". `drover env` lists those you may use.'),
    told('ps', 1, 'Sign in first.', () => ({ DROVER_KEY: 'x'.repeat(43) })),
    told('ps', 1, 'Not signed in. Run `drover login URL`, or set DROVER_URL and DROVER_KEY.', () => ({
      DROVER_KEY: '',
    })),
    told('ps', 3, UNREACHABLE, () => ({ DROVER_URL: 'http://127.0.0.1:1' })),
    told('ps', 3, UNREACHABLE, () => ({ DROVER_URL: strangerUrl() })),
    told('ps', 2, notAnAddress('drover.example'), () => ({ DROVER_URL: 'drover.example' })),
    told('ps', 2, notAnAddress('file:///etc/passwd'), () => ({ DROVER_URL: 'file:///etc/passwd' })),
    told('login nowhere', 2, notAnAddress('nowhere')),
    told('login javascript:alert(1)', 2, notAnAddress('javascript:alert(1)')),
    told('events nobody', 1, 'No stack "nobody". `drover ps` lists what there is.'),
  ])('drover %s', async (args, exitCode, stderr, env) => {
    const before = await digestTables(api.database.pool);
    const run = await drover(args.split(' '), env?.());
    expect(run).toMatchObject({ exitCode, stdout: '' });
    if (stderr !== '') expect(run.stderr).toBe(`${stderr}\n`);
    expect(run.stderr).not.toMatch(/\n\s+at |node:internal|\.ts:\d/);
    expect(run.stderr).not.toBe('');
    expect(await digestTables(api.database.pool)).toEqual(before);
  });

  it.each<readonly [string, number, object, Environment | null]>([
    [
      'ps nobody',
      1,
      { code: 'not-found', message: 'No stack "nobody". `drover ps` lists what there is.', issues: [] },
      null,
    ],
    [
      'scale shop/web=1001',
      1,
      {
        code: 'invalid-input',
        message: 'At most 1000 containers.',
        issues: [{ field: 'scale', message: 'At most 1000 containers.' }],
      },
      null,
    ],
    [
      'ps',
      3,
      { code: 'unreachable', message: UNREACHABLE, issues: [] },
      () => ({ DROVER_URL: 'http://127.0.0.1:1' }),
    ],
    [
      'ps',
      1,
      { code: 'not-signed-in', message: 'Sign in first.', issues: [] },
      () => ({ DROVER_KEY: 'nobody' }),
    ],
  ])('drover --json %s tells programs the same', async (args, exitCode, error, env) => {
    const run = await drover(['--json', ...args.split(' ')], env?.());
    expect(run).toMatchObject({ exitCode, stdout: '' });
    expect(JSON.parse(run.stderr)).toEqual({ error });
  });

  it('a configuration that cannot be read names its cure', async () => {
    const path = join(directory, 'config.json');
    const run = await drover(['ps'], { DROVER_CONFIG: path });
    expect(run).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `${path} cannot be read. Run \`drover login URL\` to write it anew.\n`,
    });
  });
});

it('what others have written cannot drive a terminal', async () => {
  await api.database.pool.query(
    `insert into "Event" ("environmentId", kind, actor, "actorName", params)
     values ($1, 'unit.failed', 'host:h', 'h', '{"message":"\\u001b]0;mine\\u0007 a\\r\\nb"}')`,
    [api.environmentId],
  );
  const { stdout, exitCode } = await drover(['events']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('message=\ufffd]0;mine\ufffd a\ufffd b');
  const moving = [...stdout].filter((letter) => letter < ' ' && letter !== '\n');
  expect(moving).toEqual([]);
});
