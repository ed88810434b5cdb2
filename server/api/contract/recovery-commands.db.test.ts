import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FINGERPRINT, insertOffer } from '../testing/older-server.ts';
import { PASSWORD, startTestApi, type TestApi } from '../testing/test-api.ts';

const MAIN = fileURLToPath(new URL('../../../bin/cli/main.ts', import.meta.url));

interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

let api: TestApi;
let key: string;
beforeEach(async () => {
  api = await startTestApi();
  const anonymous = api.client();
  const signedIn = await anonymous.auth.signIn.mutate({
    username: 'admin',
    password: PASSWORD,
    client: 'CLI',
  });
  key = signedIn.token ?? '';
  for (const host of ['h1', 'h2']) await insertOffer(api, { host });
  await insertOffer(api, { host: 'h9', fingerprint: 'b'.repeat(64) });
});
afterEach(() => api.close());

/** Its standard input is no terminal, so nobody can be asked. */
function recovery(...args: readonly string[]): Promise<Run> {
  const env = {
    PATH: process.env.PATH ?? '',
    DROVER_URL: api.url,
    DROVER_KEY: key,
    NODE_ENV: 'test' as const,
  };
  const command = ['--disable-warning=ExperimentalWarning', MAIN, 'recovery', ...args];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { env, timeout: 30_000 }, (error, stdout, stderr) =>
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
    child.stdin?.end();
  });
}

const hostNames = async () =>
  (
    await api.database.prisma.host.findMany({ where: { publicKey: { not: '' } }, orderBy: { name: 'asc' } })
  ).map((host) => host.name);

describe('drover recovery', () => {
  it('shows who we are and who waits, server by server', async () => {
    const { stdout } = await recovery();
    const { own } = await api.admin.recovery.overview.query();
    expect(stdout).toContain(`This server's fingerprint: ${own.fingerprint}`);
    expect(stdout).toMatch(new RegExp(`From the server ${FINGERPRINT}:\n  h1 .*\n  h2 `));
    expect(JSON.parse((await recovery('--json')).stdout)).toEqual(await api.admin.recovery.overview.query());
  });

  it('shows the plan and does nothing without a yes', async () => {
    const run = await recovery('accept', FINGERPRINT);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('web  web:1  scale 3');
    expect(run.stderr).toContain('h3 has not come yet');
    expect(run.stderr).toContain('--yes');
    expect(await hostNames()).toEqual([]);
    const { stdout } = await recovery('plan', FINGERPRINT.slice(0, 16));
    expect(stdout).toContain('Environment Default\n  host h1: 2 units');
    const short = await recovery('plan', FINGERPRINT.slice(0, 15));
    expect(short).toMatchObject({ exitCode: 1, stdout: '' });
    expect(short.stderr).toContain('16');
  });

  it('takes in what was chosen, and trusts only if it may', async () => {
    const run = await recovery('accept', FINGERPRINT, '--host', 'h1', '--no-trust', '--yes');
    expect(run).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Taken in: 1 hosts, 1 stacks'),
    });
    expect(await hostNames()).toEqual(['h1']);
    expect((await api.admin.recovery.overview.query()).trusted).toEqual([]);
    expect((await recovery('accept', FINGERPRINT, '--yes')).exitCode).toBe(0);
    expect(await hostNames()).toEqual(['h1', 'h2']);
    expect((await recovery('distrust', FINGERPRINT)).exitCode).toBe(0);
  });

  it.each<readonly [name: string, args: readonly string[], words: string]>([
    ['a fingerprint that nobody has', ['accept', 'c'.repeat(64), '--yes'], 'No hosts of a server'],
    ['too little of a fingerprint', ['accept', 'aaa', '--yes'], 'at least the first 16 digits'],
    [
      'a host of another server',
      ['accept', FINGERPRINT, '--host', 'h9', '--yes'],
      'No host h9 of that server',
    ],
    ['a server that is not trusted', ['distrust', FINGERPRINT], 'No server of this fingerprint is trusted'],
  ])('refuses %s', async (_, args, words) => {
    const run = await recovery(...args);
    expect(run).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining(words) });
    expect(await hostNames()).toEqual([]);
  });

  it('dismisses a stranger', async () => {
    expect(await recovery('dismiss', 'b'.repeat(64))).toMatchObject({ exitCode: 0 });
    expect((await recovery()).stdout).not.toContain('h9');
  });
});
