import { expect, type Page, test } from '@playwright/test';
import { docker, type LabHost, shell } from '../../lab/harness/lab.ts';
import { type NewServer, openNewServer } from './new-server.ts';

const OPEN_TIMEOUT_MS = 900_000;
const STACK = 'WEB-Server';
const SERVICE = 'Nginx-cluster';
const HEALED_TIMEOUT_MS = 30_000;

let server: NewServer;
test.beforeAll(async () => {
  test.setTimeout(OPEN_TIMEOUT_MS);
  server = await openNewServer(3);
});
test.afterAll(async () => {
  await server?.close();
});

async function firstRun(page: Page): Promise<void> {
  await page.goto(server.url);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('User name').fill('ada');
  await page.getByLabel('Password').fill('a long enough password');
  await page.getByRole('button', { name: 'Create administrator' }).click();
  await expect(page.getByRole('heading', { name: 'Hosts', level: 1 })).toBeVisible();
}

/** Shows the wizard's command and runs it, to the letter, on each host; the wizard sees each of them come. */
async function addHosts(page: Page, hosts: readonly LabHost[]): Promise<void> {
  await page.getByRole('link', { name: 'Hosts' }).first().click();
  await page.getByRole('link', { name: 'Add host' }).first().click();
  const address = page.getByLabel('Address of this server, as the host reaches it');
  await expect(address).toHaveValue(server.publicUrl);
  await page.getByRole('button', { name: 'Show the command' }).click();
  const command = await page
    .getByRole('figure')
    .filter({ hasText: 'docker command' })
    .locator('code')
    .textContent();
  for (const host of hosts) {
    await shell(host, command ?? '');
    await expect(page.getByText(host.name).first()).toBeVisible();
  }
  await expect(page.getByText('Host is active')).toBeVisible();
  await page.getByRole('link', { name: 'Hosts' }).first().click();
  await expect(page.getByText('Active', { exact: true })).toHaveCount(hosts.length);
}

async function createStack(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Stacks' }).first().click();
  await page
    .getByRole('link', { name: /New stack|Build it in a form/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: 'Name' }).fill(STACK);
  await page.getByRole('button', { name: 'Create stack' }).click();
  await expect(page).toHaveURL(/new-service/);
  await page.getByRole('textbox', { name: 'Name' }).first().fill(SERVICE);
  await page.getByRole('textbox', { name: 'Image' }).fill('nginx');
  await page.getByRole('button', { name: 'Create service' }).click();
}

/** The graph draws each unit twice: with its service and on its host. */
const DRAWN = 2;
const chips = (page: Page, state: string) =>
  page.getByRole('link', { name: new RegExp(`^${STACK}-${SERVICE}-\\d+, ${state}`) });

async function idOf(host: LabHost, name: string): Promise<string> {
  const filter = `label=io.rancher.container.name=${name}`;
  return (await docker(host, 'ps', '-q', '--no-trunc', '--filter', filter)).trim();
}

/** On the container's own page, after it was said what will happen. */
async function deleteShown(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await page.getByRole('button', { name: `Actions of ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await expect(dialog).toContainText('a new container of the same name takes its place');
  await dialog.getByRole('button', { name: 'Delete container' }).click();
  await expect(page.getByText(`${name} is being replaced`)).toBeVisible();
}

test('first run, a host by the wizard, a stack in the form, ten containers, one lost and back, one deleted and replaced', async ({
  page,
}) => {
  await firstRun(page);
  await addHosts(page, server.hosts);
  await createStack(page);

  const scale = page.getByRole('spinbutton', { name: `Scale of ${SERVICE}` }).first();
  await scale.fill('10');
  await scale.press('Enter');
  await page
    .getByRole('tab', { name: 'Topology' })
    .or(page.getByRole('link', { name: 'Topology' }))
    .first()
    .click();
  await expect(chips(page, 'Running')).toHaveCount(10 * DRAWN);
  for (const host of server.hosts) {
    const onHost = page.getByRole('link', {
      name: new RegExp(`^${STACK}-${SERVICE}-\\d+, Running · on ${host.name}`),
    });
    expect([3 * DRAWN, 4 * DRAWN]).toContain(await onHost.count());
  }

  const [host] = server.hosts;
  if (!host) throw new Error('The lab has no host.');
  const victims = await docker(
    host,
    'ps',
    '--format',
    '{{.ID}}\t{{.Label "io.rancher.container.name"}}',
    '--filter',
    `label=io.rancher.stack.name=${STACK}`,
  );
  const [id = '', name = ''] = (victims.split('\n')[0] ?? '').split('\t');
  const chip = page.getByRole('link', { name: new RegExp(`^${name}, `) }).first();
  await Promise.all([
    expect(chip).not.toHaveAccessibleName(/, Running/, { timeout: HEALED_TIMEOUT_MS }),
    docker(host, 'rm', '-f', id),
  ]);
  await expect(chip).toHaveAccessibleName(/, Running/, { timeout: HEALED_TIMEOUT_MS });
  await expect(chips(page, 'Running')).toHaveCount(10 * DRAWN);

  const before = await idOf(host, name);
  await chip.click();
  await deleteShown(page, name);
  await expect
    .poll(async () => ((await idOf(host, name)) || before) !== before, { timeout: HEALED_TIMEOUT_MS })
    .toBe(true);
});
