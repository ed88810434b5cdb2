import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { docker, type LabHost } from '../../lab/harness/lab.ts';
import { signIn } from '../../lab/harness/sign-in.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import { type NewServer, openNewServer } from '../specs/new-server.ts';
import { ADMINISTRATOR, type Scene, setScene } from './scene.ts';
import { openConsole, shoot, type Variant, variants, visit } from './shoot.ts';

const OPEN_TIMEOUT_MS = 900_000;
const SETTLE_TIMEOUT_MS = 120_000;
/** Shown on the page: with a name that is the same in every run. */
const BACKUPS = join(tmpdir(), 'drover-backups');

let server: NewServer;
let scene: Scene;
test.beforeAll(async () => {
  test.setTimeout(OPEN_TIMEOUT_MS);
  server = await openNewServer(3, {
    DROVER_BACKUP_DIR: BACKUPS,
    // So long that a silent host is still missed, and not given up, when the last picture of it is taken.
    DROVER_DISCONNECT_AFTER_MS: '600000',
  });
  scene = await setScene(server);
});
test.afterAll(async () => {
  await server?.close();
  await rm(BACKUPS, { recursive: true, force: true });
});

async function forEachLook(
  browser: Browser,
  work: (page: Page, variant: Variant) => Promise<void>,
): Promise<void> {
  for (const variant of variants) {
    const page = await openConsole(browser, variant, server.url);
    await work(page, variant);
    await page.context().close();
  }
}

const shootPage = (name: string, path: string) => async (page: Page, variant: Variant) => {
  await visit(page, `${server.url}${path}`);
  await shoot(page, name, variant);
};

test('nothing to recover, and backups before and after they can be made', async ({ browser }) => {
  await forEachLook(browser, async (page, variant) => {
    await shootPage('recovery-empty', '/recovery')(page, variant);
    await shootPage('backups-not-ready', '/backups')(page, variant);
  });
  await server.stop();
  await server.start({ DROVER_BACKUP_PASSPHRASE: 'long enough to be guessed by nobody' });
  const { client } = await signIn(server.url, ADMINISTRATOR);
  await client.backups.configure.mutate({ everyHours: 24, keep: 7 });
  const { name } = await client.backups.create.mutate();
  await client.backups.check.mutate({ name });
  await client.backups.create.mutate();
  await forEachLook(browser, shootPage('backups', '/backups'));
});

function hostOfScene(): LabHost {
  // The lab's hosts are called by their numbers in both worlds.
  const host = server.hosts[0];
  if (!host) throw new Error('The lab has no host.');
  return host;
}

test('a host that does not answer', async ({ browser }) => {
  const { client, environmentId, stackId, serviceId } = scene;
  const silent = hostOfScene();
  await docker(silent, 'stop', 'drover-agent');
  const host = await waitUntil(
    async () => {
      const hosts = await client.hosts.list.query({ environmentId });
      return hosts.find((one) => one.address === silent.address && one.state === 'reconnecting');
    },
    { timeoutMs: SETTLE_TIMEOUT_MS, what: `${silent.name} to be missed` },
  );
  const container = host.containers[0];
  if (!container) throw new Error(`${silent.name} runs nothing.`);
  await forEachLook(browser, async (page, variant) => {
    await shootPage('service-stale', `/${environmentId}/services/${serviceId}`)(page, variant);
    await shootPage('host-stale', `/${environmentId}/hosts/${host.id}`)(page, variant);
    await shootPage('container-stale', `/${environmentId}/containers/${container.id}`)(page, variant);
    await shootPage('topology-stale', `/${environmentId}/stacks/${stackId}/topology`)(page, variant);
    await shootPage('hosts-stale', `/${environmentId}/hosts`)(page, variant);
  });
  await docker(silent, 'start', 'drover-agent');
});

test('a server that does not answer', async ({ browser }) => {
  const pages = await Promise.all(
    variants.map(async (variant) => {
      const page = await openConsole(browser, variant, server.url);
      await visit(page, `${server.url}/${scene.environmentId}/stacks/${scene.stackId}`);
      await expect(page.getByText('Live', { exact: true })).toBeAttached();
      return { page, variant };
    }),
  );
  await server.stop();
  for (const { page, variant } of pages) {
    await expect(page.getByText('Not live since')).toBeVisible();
    await shoot(page, 'not-live', variant);
    await page.context().close();
  }
  await server.start();
});

test('hosts that another server knew', async ({ browser }) => {
  const { client: older } = await signIn(server.url, ADMINISTRATOR);
  const { fingerprint } = (await older.recovery.overview.query()).own;
  await server.replace();
  const { client, environmentId } = await signIn(server.url, ADMINISTRATOR);
  await waitUntil(
    async () => {
      const { groups } = await client.recovery.overview.query();
      return groups.reduce((sum, { offers }) => sum + offers.length, 0) === server.hosts.length;
    },
    { timeoutMs: SETTLE_TIMEOUT_MS, what: 'the hosts of the older server' },
  );
  await forEachLook(browser, async (page, variant) => {
    await visit(page, `${server.url}/${environmentId}/hosts`);
    await expect(page.getByText('3 hosts came here that another server knew')).toBeVisible();
    await shoot(page, 'recovery-callout', variant);
    await shootPage('recovery', '/recovery')(page, variant);
    await page.getByRole('button', { name: 'Show what would come back' }).click();
    await expect(page.getByText('Nginx-cluster')).toBeVisible();
    await shoot(page, 'recovery-plan', variant);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel(/^First 8 digits/).fill(fingerprint.slice(0, 8));
    await shoot(page, 'recovery-confirm', variant);
  });
});
