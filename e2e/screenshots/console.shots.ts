import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type NewServer, openNewServer } from '../specs/new-server.ts';
import { ADMINISTRATOR, type Scene, setScene } from './scene.ts';

const OPEN_TIMEOUT_MS = 900_000;
const DIRECTORY = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const WIDTHS = [1440, 390] as const;
const THEMES = ['light', 'dark'] as const;

const COMPOSE = `version: '2'
services:
  web:
    image: nginx:$TAG
    ports:
      - '8088:80'
    healthchek:
      port: 80
  cache:
    image: redis
    links: [web]
`;

let server: NewServer;
let scene: Scene;

test.beforeAll(async () => {
  test.setTimeout(OPEN_TIMEOUT_MS);
  await mkdir(DIRECTORY, { recursive: true });
  server = await openNewServer(3);
});
test.afterAll(async () => {
  await server?.close();
});

interface Shot {
  readonly name: string;
  readonly path: (scene: Scene) => string;
  readonly prepare?: (page: Page) => Promise<void>;
}

const inEnvironment = (rest: (scene: Scene) => string) => (scene: Scene) =>
  `/${scene.environmentId}/${rest(scene)}`;

const SHOTS: readonly Shot[] = [
  { name: 'stacks', path: inEnvironment(() => 'stacks') },
  { name: 'stack', path: inEnvironment((one) => `stacks/${one.stackId}`) },
  { name: 'stack-troubled', path: inEnvironment((one) => `stacks/${one.troubledStackId}`) },
  { name: 'topology', path: inEnvironment((one) => `stacks/${one.stackId}/topology`) },
  { name: 'topology-troubled', path: inEnvironment((one) => `stacks/${one.troubledStackId}/topology`) },
  { name: 'stack-events', path: inEnvironment((one) => `stacks/${one.stackId}/events`) },
  { name: 'new-stack', path: inEnvironment(() => 'stacks/new') },
  { name: 'new-service', path: inEnvironment((one) => `stacks/${one.stackId}/new-service`) },
  {
    name: 'compose',
    path: inEnvironment((one) => `stacks/${one.stackId}/compose`),
    prepare: async (page) => {
      await page.getByRole('textbox').first().fill(COMPOSE);
      await expect(page.getByText('healthchek').last()).toBeVisible();
    },
  },
  { name: 'service', path: inEnvironment((one) => `services/${one.serviceId}`) },
  { name: 'service-edit', path: inEnvironment((one) => `services/${one.serviceId}/edit`) },
  { name: 'service-revisions', path: inEnvironment((one) => `services/${one.serviceId}/revisions`) },
  { name: 'service-configuration', path: inEnvironment((one) => `services/${one.serviceId}/configuration`) },
  { name: 'service-events', path: inEnvironment((one) => `services/${one.serviceId}/events`) },
  { name: 'containers', path: inEnvironment(() => 'containers') },
  { name: 'container', path: inEnvironment((one) => `containers/${one.containerId}`) },
  { name: 'hosts', path: inEnvironment(() => 'hosts') },
  { name: 'host', path: inEnvironment((one) => `hosts/${one.hostId}`) },
  {
    name: 'add-host',
    path: inEnvironment(() => 'hosts/new'),
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Show the command' }).click();
      await expect(page.locator('code').first()).toContainText('docker run');
    },
  },
  { name: 'events', path: inEnvironment(() => 'events') },
  { name: 'environments', path: () => '/environments' },
  { name: 'users', path: () => '/users' },
];

async function shoot(page: Page, name: string, suffix: string): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${DIRECTORY}${name}-${suffix}.png`, animations: 'disabled' });
}

async function openPage(
  browser: Browser,
  width: number,
  colorScheme: (typeof THEMES)[number],
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

const variants = WIDTHS.flatMap((width) =>
  THEMES.map((theme) => ({ width, theme, suffix: `${theme}-${width}` })),
);

test('first run and sign-in', async ({ browser }) => {
  for (const { width, theme, suffix } of variants) {
    const page = await openPage(browser, width, theme);
    await page.goto(`${server.url}/setup`);
    await expect(page.getByRole('button', { name: 'Create administrator' })).toBeVisible();
    await shoot(page, 'setup', suffix);
    await page.context().close();
  }
  scene = await setScene(server);
  for (const { width, theme, suffix } of variants) {
    const page = await openPage(browser, width, theme);
    await page.goto(`${server.url}/sign-in`);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await shoot(page, 'sign-in', suffix);
    await page.context().close();
  }
});

test('every page of the console', async ({ browser }) => {
  for (const { width, theme, suffix } of variants) {
    const page = await openPage(browser, width, theme);
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel('User name').fill(ADMINISTRATOR.username);
    await page.getByLabel('Password').fill(ADMINISTRATOR.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/env_/);
    for (const shot of SHOTS) {
      await page.goto(`${server.url}${shot.path(scene)}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle', { timeout: 1500 }).catch((error: unknown) => {
        // The stream of changes stays open, so a live page is never idle; what matters is that its data has come.
        if (!String(error).includes('Timeout')) throw error;
      });
      await shot.prepare?.(page);
      await shoot(page, shot.name, suffix);
    }
    await page.context().close();
  }
});
