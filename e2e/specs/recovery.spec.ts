import { expect, type Page, test } from '@playwright/test';
import { enrolHosts } from '../../lab/harness/enrol.ts';
import { docker, type LabHost } from '../../lab/harness/lab.ts';
import { signIn } from '../../lab/harness/sign-in.ts';
import { applyFiles, waitForStack } from '../../lab/harness/stacks.ts';
import { type NewServer, openNewServer } from './new-server.ts';

const OPEN_TIMEOUT_MS = 900_000;
const SETTLE_TIMEOUT_MS = 120_000;
const STACK = 'WEB-Server';
const ADMINISTRATOR = { username: 'ada', password: 'a long enough password' };

let server: NewServer;
test.beforeAll(async () => {
  test.setTimeout(OPEN_TIMEOUT_MS);
  server = await openNewServer(3);
});
test.afterAll(async () => {
  await server?.close();
});

/** Names and Docker ids of what runs, as the engines themselves tell it. */
async function running(hosts: readonly LabHost[]): Promise<string[]> {
  const format = '{{.Label "io.rancher.container.name"}} {{.ID}}';
  const filter = `label=io.rancher.stack.name=${STACK}`;
  const lists = await Promise.all(
    hosts.map((host) => docker(host, 'ps', '--no-trunc', '--filter', filter, '--format', format)),
  );
  return lists
    .flatMap((list) => list.split('\n'))
    .filter((line) => line !== '')
    .sort();
}

async function setUpByPage(page: Page): Promise<void> {
  await page.goto(server.url);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('User name').fill(ADMINISTRATOR.username);
  await page.getByLabel('Password').fill(ADMINISTRATOR.password);
  await page.getByRole('button', { name: 'Create administrator' }).click();
  await expect(page.getByRole('heading', { name: 'Hosts', level: 1 })).toBeVisible();
}

/** Reads what an operator is asked to note down, from the page that asks for it. */
async function noteFingerprint(page: Page): Promise<string> {
  const own = page.getByRole('figure').filter({ hasText: 'Fingerprint of this server' });
  return ((await own.locator('code').textContent()) ?? '').replace(/\s/g, '');
}

test('the server is lost with its database: an administrator brings its stack back from the hosts', async ({
  page,
}) => {
  await setUpByPage(page);
  const older = await signIn(server.url, ADMINISTRATOR);
  const { client, environmentId } = older;
  await enrolHosts(server.hosts, { client, environmentId, serverUrl: server.publicUrl });
  const stackId = await applyFiles(older, STACK, new URL('../../lab/demo/web-server/', import.meta.url));
  await waitForStack(older, stackId, SETTLE_TIMEOUT_MS);
  const before = await running(server.hosts);
  expect(before.length).toBeGreaterThan(0);
  await page.goto(`${server.url}/recovery`);
  await expect(page.getByText('No host waits to be brought back')).toBeVisible();
  const noted = await noteFingerprint(page);

  await server.replace();

  await setUpByPage(page);
  const callout = page.getByText('3 hosts came here that another server knew');
  await expect(callout).toBeVisible({ timeout: SETTLE_TIMEOUT_MS });
  await page.getByRole('link', { name: 'Look at it' }).click();
  await page.getByRole('button', { name: 'Show what would come back' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(STACK)).toBeVisible();
  await dialog.getByRole('button', { name: 'Continue' }).click();

  const digits = dialog.getByLabel(/^First 8 digits/);
  const yes = dialog.getByRole('button', { name: 'Bring it back' });
  await digits.fill('0000 0000');
  await expect(dialog.getByText('These hosts come from a server with another fingerprint.')).toBeVisible();
  await expect(yes).toBeDisabled();
  await digits.fill(`${noted.slice(0, 4)} ${noted.slice(4, 8)}`);
  await yes.click();
  await expect(dialog.getByText('3 hosts are managed here again')).toBeVisible();
  await dialog.getByRole('link', { name: /^Open / }).click();

  await page.getByRole('link', { name: STACK }).click();
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible({ timeout: SETTLE_TIMEOUT_MS });
  const { environments } = await back();
  expect(environments).toContain(environmentId);
  expect(await running(server.hosts)).toEqual(before);
});

async function back(): Promise<{ environments: string[] }> {
  const { client } = await signIn(server.url, ADMINISTRATOR);
  return { environments: (await client.environments.list.query()).map(({ id }) => id) };
}
