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
  await expect(page.getByRole('heading', { name: 'Stacks' })).toBeVisible();
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
    .innerText();
  for (const host of hosts) {
    await shell(host, command);
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
  await page.getByLabel('Name').fill(STACK);
  await page.getByRole('button', { name: 'Create stack' }).click();
  await page.getByLabel('Name', { exact: false }).first().fill(SERVICE);
  await page.getByLabel('Image').first().fill('nginx');
  await page.getByRole('button', { name: 'Create service' }).click();
}

const chips = (page: Page, state: string) =>
  page.getByRole('link', { name: new RegExp(`^${STACK}-${SERVICE}-\\d+, ${state}`) });

test('first run, a host by the wizard, a stack in the form, ten containers, one lost and back', async ({
  page,
}) => {
  await firstRun(page);
  await addHosts(page, server.hosts);
  await createStack(page);

  const scale = page.getByRole('spinbutton', { name: `Scale of ${SERVICE}` }).first();
  await scale.fill('10');
  await scale.press('Enter');
  await page.getByRole('link', { name: STACK }).first().click();
  await page
    .getByRole('tab', { name: 'Topology' })
    .or(page.getByRole('link', { name: 'Topology' }))
    .first()
    .click();
  await expect(chips(page, 'Running')).toHaveCount(10);
  for (const host of server.hosts) {
    const onHost = page.getByRole('link', {
      name: new RegExp(`^${STACK}-${SERVICE}-\\d+, Running · on ${host.name}`),
    });
    expect([3, 4]).toContain(await onHost.count());
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
  let gone = false;
  const chip = page.getByRole('link', { name: new RegExp(`^${name}, `) });
  const seenGone = expect(chip)
    .not.toHaveAccessibleName(/, Running/, { timeout: HEALED_TIMEOUT_MS })
    .then(() => {
      gone = true;
    });
  await docker(host, 'rm', '-f', id);
  await seenGone;
  expect(gone).toBe(true);
  await expect(chip).toHaveAccessibleName(/, Running/, { timeout: HEALED_TIMEOUT_MS });
  await expect(chips(page, 'Running')).toHaveCount(10);
});
