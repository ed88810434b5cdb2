import { expect, type Page, test } from '@playwright/test';
import { type NewServer, openNewServer } from '../specs/new-server.ts';
import { type Scene, setScene } from './scene.ts';
import { openConsole, openPage, shoot, variants, visit } from './shoot.ts';

const OPEN_TIMEOUT_MS = 900_000;

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

test('first run and sign-in', async ({ browser }) => {
  for (const variant of variants) {
    const page = await openPage(browser, variant);
    await page.goto(`${server.url}/setup`);
    await expect(page.getByRole('button', { name: 'Create administrator' })).toBeVisible();
    await shoot(page, 'setup', variant);
    await page.context().close();
  }
  scene = await setScene(server);
  for (const variant of variants) {
    const page = await openPage(browser, variant);
    await page.goto(`${server.url}/sign-in`);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await shoot(page, 'sign-in', variant);
    await page.context().close();
  }
});

test('every page of the console', async ({ browser }) => {
  for (const variant of variants) {
    const page = await openConsole(browser, variant, server.url);
    for (const shot of SHOTS) {
      await visit(page, `${server.url}${shot.path(scene)}`);
      await shot.prepare?.(page);
      await shoot(page, shot.name, variant);
    }
    await page.context().close();
  }
});
