import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitForActive } from '../../lab/harness/enrol.ts';
import { docker, shell } from '../../lab/harness/lab.ts';
import { signIn } from '../../lab/harness/sign-in.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import type { RecoveryGroup } from '../../server/schemas/recovery.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { queryDatabase } from './database.ts';
import { type DemoStack, deployDemo } from './demo-stack.ts';
import { tellTime, underTraffic } from './destructive.ts';
import { type Picture, takePicture } from './picture.ts';
import { strangerOffers } from './stranger.ts';
import { Workload } from './workload.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 400_000;
const STEP_TIMEOUT_MS = 120_000;
const ADMINISTRATOR = { username: 'successor', password: 'another password for the lab' };
const SETTLED = new Set(['active', 'stopped']);
/** What would tell of a unit that came, went or was touched. */
const DISTURBANCES = new Set(['unit.placed', 'unit.changed', 'unit.removing', 'unit.removed', 'unit.lost']);

let cluster: Cluster;
let demo: DemoStack;
let servers = 1;
beforeAll(async () => {
  cluster = await openCluster(3);
  demo = await deployDemo(cluster);
  await deployOthers();
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await cluster?.close();
}, TEST_TIMEOUT_MS);

/** A service with a link into another stack, one that is stopped, and one of nothing. */
async function deployOthers(): Promise<void> {
  const { client, environmentId } = cluster;
  const { id: stackId } = await client.stacks.create.mutate({
    environmentId,
    name: 'others',
    description: 'kept',
  });
  const place = {
    environmentId,
    stackId,
    spec: { launch: { image: 'web:v1', environment: { COLOUR: 'blue' } } },
  };
  const links = [{ service: 'WEB-Server/Nginx-cluster', alias: 'pages' }];
  await client.services.create.mutate({ ...place, name: 'linked', scale: 4, links });
  const stopped = await client.services.create.mutate({ ...place, name: 'stopped', scale: 2 });
  await client.services.create.mutate({ ...place, name: 'none', scale: 0 });
  await client.hosts.update.mutate({
    environmentId,
    hostId: (await client.hosts.list.query({ environmentId }))[0]?.id ?? '',
    labels: { rack: 'seven' },
    description: 'under the stairs',
  });
  await waitForSettled();
  await client.services.stop.mutate({ environmentId, serviceId: stopped.id });
}

function isSettled(picture: Picture): boolean {
  const services = picture.stacks.flatMap((stack) => stack.services);
  return (
    picture.hosts.every((host) => host.state === 'active') &&
    services.every((service) => SETTLED.has(service.state) && service.reason === null)
  );
}

function waitForSettled(): Promise<Picture> {
  return waitUntil(
    async () => {
      const picture = await takePicture(cluster.client, cluster);
      if (isSettled(picture)) return picture;
      const services = picture.stacks.flatMap((stack) => stack.services);
      throw new Error(
        JSON.stringify([
          picture.hosts.map((host) => host.state),
          services.map((one) => [one.name, one.state, one.reason]),
        ]),
      );
    },
    { timeoutMs: STEP_TIMEOUT_MS, what: 'all to be as asked', everyMs: 250 },
  );
}

/** Until what each host carries is as new as the database. */
async function waitForCarried(): Promise<number> {
  const began = performance.now();
  await waitUntil(
    async () => {
      const [wanted] = await queryDatabase<{ version: string }>(
        cluster,
        'select version::text from "BlueprintVersion" order by version desc limit 1',
      );
      const carried = await Promise.all(
        cluster.hosts.map((host) => shell(host, 'head -c 2000 /var/lib/drover/agent/recovery.json')),
      );
      const versions = carried.map((text) => /"blueprint":\{"version":(\d+)/.exec(text)?.[1]);
      if (versions.every((version) => version === wanted?.version)) return true;
      throw new Error(`${versions.join(', ')} instead of ${wanted?.version}`);
    },
    { timeoutMs: STEP_TIMEOUT_MS, what: 'hosts to carry the newest', everyMs: 100 },
  );
  return performance.now() - began;
}

/** The server and all it knew are gone; a new one that knows nothing stands at the same address. */
async function loseServer(): Promise<void> {
  const lost = cluster.dataDir();
  await cluster.server().stop();
  await rm(lost, { recursive: true, force: true });
  servers += 1;
  await cluster.startServerAgain(join(dirname(lost), `server-${servers}`));
  const { client, key } = await signIn(cluster.server().url, ADMINISTRATOR);
  cluster = Object.assign(cluster, { client, key });
}

async function groupOf(fingerprint: string): Promise<RecoveryGroup | undefined> {
  const { groups } = await cluster.client.recovery.overview.query();
  return groups.find((group) => group.fingerprint === fingerprint);
}

function waitForOffers(
  fingerprint: string,
  count: number,
): Promise<readonly RecoveryGroup['offers'][number][]> {
  return waitUntil(
    async () => {
      const offers = (await groupOf(fingerprint))?.offers ?? [];
      return offers.length === count ? offers : null;
    },
    { timeoutMs: STEP_TIMEOUT_MS, what: `${count} hosts to come by themselves`, everyMs: 100 },
  );
}

async function disturbances(): Promise<string[]> {
  const { client, environmentId } = cluster;
  const { events } = await client.events.list.query({ environmentId, limit: 200 });
  return events.filter((event) => DISTURBANCES.has(event.kind)).map((event) => JSON.stringify(event));
}

const idsOf = (picture: Picture) => picture.containers.map((one) => one.id).sort();

describe('destructive test 2: server and database are lost', { timeout: TEST_TIMEOUT_MS }, () => {
  test('EmptyServer_SameAddress: hosts come back, and after a yes all is as it was', async () => {
    const title = 'destructive 2';
    const before = await waitForSettled();
    tellTime(`${title}: hosts carry the newest after`, await waitForCarried());
    const { own } = await cluster.client.recovery.overview.query();
    await underTraffic(title, cluster.hosts, async () => {
      const stopped = performance.now();
      await loseServer();
      const ready = performance.now();
      tellTime(`${title}: lost → a new, empty server is ready`, ready - stopped);
      const offers = await waitForOffers(own.fingerprint, 3);
      tellTime(`${title}: ready → the three hosts have come by themselves`, performance.now() - ready);
      const stranger = await strangerOffers(cluster.server().url, cluster.environmentId);
      expect(stranger.state).toBe('waiting');
      const { fingerprint } = own;
      const offerIds = offers.map((offer) => offer.id);
      const plan = await cluster.client.recovery.plan.query({ fingerprint, offerIds });
      expect(plan.problems.map((problem) => problem.code)).toEqual(['environment-replaced']);
      const said = performance.now();
      const accepted = await cluster.client.recovery.accept.mutate({
        fingerprint,
        offerIds,
        planDigest: plan.digest,
      });
      tellTime(`${title}: the yes itself`, performance.now() - said);
      expect(accepted).toMatchObject({
        environmentIds: [cluster.environmentId],
        hostCount: 3,
        serviceCount: 5,
      });
      await waitForActive(cluster.hosts, { ...cluster.enrolment, client: cluster.client });
      tellTime(`${title}: yes → all hosts active`, performance.now() - said);
      const after = await waitForSettled();
      tellTime(`${title}: yes → everything as it was`, performance.now() - said);
      expect(after).toEqual(before);
      expect(idsOf(after)).toEqual(idsOf(before));
      expect(await disturbances()).toEqual([]);
      expect((await groupOf(stranger.fingerprint))?.offers).toHaveLength(1);
      expect(after.hosts).toHaveLength(3);
    });
  });

  test('RebuiltServer_IsAServer: it scales, and hosts heal', async () => {
    const before = idsOf(await waitForSettled());
    await demo.nginx.scale(12);
    await demo.nginx.waitForRunning(12);
    await demo.nginx.scale(10);
    await demo.nginx.waitForRunning(10);
    expect(idsOf(await waitForSettled())).toEqual(before);
    const [victim] = await demo.nginx.onEngines();
    const host = cluster.hosts.find((one) => one.name === victim?.host);
    if (victim === undefined || host === undefined) throw new Error('There is nothing to remove.');
    await docker(host, 'rm', '-f', victim.id);
    await demo.nginx.waitForRunning(10);
  });

  test('LostAgain_OneHostAway: it keeps its units and is taken in when it comes', async () => {
    const title = 'destructive 2, one host away';
    const before = await waitForSettled();
    await waitForCarried();
    const { own } = await cluster.client.recovery.overview.query();
    const [late] = cluster.hosts.slice(-1);
    if (late === undefined) throw new Error('There is no host.');
    await underTraffic(title, cluster.hosts, async () => {
      await docker(late, 'stop', 'drover-agent');
      await loseServer();
      const offers = await waitForOffers(own.fingerprint, 2);
      const offerIds = offers.map((offer) => offer.id);
      const { fingerprint } = own;
      const plan = await cluster.client.recovery.plan.query({ fingerprint, offerIds });
      expect(plan.problems.map((problem) => problem.code).sort()).toEqual([
        'environment-replaced',
        'host-absent',
      ]);
      await cluster.client.recovery.accept.mutate({ fingerprint, offerIds });
      const { environmentId } = cluster;
      const states = async () =>
        (await cluster.client.hosts.list.query({ environmentId })).map((host) => host.state).sort();
      await waitUntil(async () => JSON.stringify(await states()) === '["active","active","reconnecting"]', {
        timeoutMs: STEP_TIMEOUT_MS,
        what: 'two hosts to be active and the third awaited',
      });
      const started = performance.now();
      await docker(late, 'start', 'drover-agent');
      const after = await waitForSettled();
      tellTime(`${title}: its agent started → everything as it was`, performance.now() - started);
      expect(after).toEqual(before);
      expect(await disturbances()).toEqual([]);
    });
    const { trusted } = await cluster.client.recovery.overview.query();
    expect(trusted).toMatchObject([{ fingerprint: own.fingerprint, hostCount: 3 }]);
    const work = { stackName: 'others', serviceName: 'linked' };
    expect((await Workload.of(cluster, { ...demo.nginx, ...work }).onEngines()).length).toBe(4);
  });
});
