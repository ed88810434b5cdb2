import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildAgentImage } from '../../lab/harness/agent-image.ts';
import { docker } from '../../lab/harness/lab.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { type DemoStack, deployDemo } from './demo-stack.ts';
import { tellTime, underTraffic } from './destructive.ts';
import { checkOutPreviousRelease, type PreviousRelease } from './previous-release.ts';
import { replaceAgentAndWait } from './special-agent.ts';
import { expectWhole } from './whole.ts';

const OPEN_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 420_000;
const FRONT_SCALE = 3;
const AGENT_IMAGE = 'drover/agent:0.1.0';

// A copy without history, as an archive is, has nothing to upgrade from.
const previous: PreviousRelease | null = await checkOutPreviousRelease();
if (previous === null)
  console.log('[upgrade] the previous release is not in the history here; nothing is upgraded');

describe.runIf(previous !== null)('upgrade from the previous release', { timeout: TEST_TIMEOUT_MS }, () => {
  let cluster: Cluster;
  let demo: DemoStack;

  beforeAll(async () => {
    cluster = await openCluster(3, {
      home: previous?.home,
      env: { DROVER_BACKUP_PASSPHRASE: 'a passphrase for the lab only' },
    });
    demo = await deployDemo(cluster);
  }, OPEN_TIMEOUT_MS);
  afterAll(async () => {
    await cluster?.close();
    await previous?.remove();
  }, TEST_TIMEOUT_MS);

  async function ids(): Promise<string[]> {
    const containers = [...(await demo.nginx.onEngines()), ...(await demo.front.onEngines())];
    return containers.map(({ id }) => id);
  }

  const whole = (nginxScale: number) =>
    expectWhole(cluster, [
      { work: demo.nginx, scale: nginxScale },
      { work: demo.front, scale: FRONT_SCALE },
    ]);

  test('Upgraded_WhileVisitedAndChanged_OldAgentsGoOn_ThenNewOnesTakeOver', async () => {
    await underTraffic('upgrade', cluster.hosts, async () => {
      const before = await ids();
      // Not waited for: jobs are queued and leased when the server goes.
      await demo.nginx.scale(13);
      await cluster.server().stop();
      const stoppedAt = performance.now();
      cluster.moveTo(null);
      await cluster.startServerAgain();
      tellTime('upgrade: stopped → the new server is ready', performance.now() - stoppedAt);
      expect(await readdir(join(cluster.dataDir(), 'backups'))).toEqual([
        expect.stringMatching(/-before-upgrade\.backup$/),
      ]);
      await whole(13);
      expect(await ids()).toEqual(expect.arrayContaining(before));

      await demo.nginx.scale(14);
      await whole(14);
      const withOldAgents = await ids();

      await buildAgentImage(join(cluster.dataDir(), 'agent-image.tar.gz'));
      for (const host of cluster.hosts) {
        // Under the same name: without this the host would take the one it has.
        await docker(host, 'rmi', '-f', AGENT_IMAGE);
        await replaceAgentAndWait(cluster, host);
      }
      await demo.nginx.scale(12);
      await whole(12);
      expect(withOldAgents).toEqual(expect.arrayContaining(await ids()));
    });
  });
});
