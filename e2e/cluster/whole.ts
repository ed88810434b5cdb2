import { expect } from 'vitest';
import { docker } from '../../lab/harness/lab.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import type { Cluster } from './cluster.ts';
import { queryDatabase } from './database.ts';
import type { Workload } from './workload.ts';

const SETTLE_TIMEOUT_MS = 90_000;

/** Jobs that nobody has finished, and units whose host has not been seen where it was told to be. */
const UNSETTLED = `
  select 'job of ' || j.key || ' on ' || h.name || ' ' || j.state::text as what
  from "Job" j join "Host" h on h.id = j."hostId" where j.state in ('queued', 'leased')
  union all
  select 'unit ' || u.id || ' on ' || h.name || ' at ' || u.generation || ', seen at '
    || coalesce(u."observedGeneration"::text, 'none')
  from "Unit" u join "Host" h on h.id = u."hostId"
  where u."removedAt" is null
    and (u."observedGeneration" is distinct from u.generation or u."observedConverged" is not true)`;

/** Docker ids of all containers that any Drover made on these engines, running or not. */
async function managedOnEngines(cluster: Cluster): Promise<string[]> {
  const lists = await Promise.all(
    cluster.hosts.map((host) =>
      docker(host, 'ps', '-aq', '--no-trunc', '--filter', 'label=io.drover.unit').then((text) =>
        text.split('\n').filter((line) => line !== ''),
      ),
    ),
  );
  return lists.flat().sort();
}

async function managedByDrover({ client, environmentId }: Cluster): Promise<string[]> {
  const containers = await client.containers.list.query({ environmentId });
  return containers.map((one) => one.dockerId ?? `none for ${one.name}`).sort();
}

export interface Wanted {
  readonly work: Workload;
  readonly scale: number;
}

/**
 * What must hold when a test is over: exactly the desired units under contiguous names, nothing on any engine that
 * Drover does not know, nothing it knows missing there, and a queue in which nothing is lost or stuck.
 */
export async function expectWhole(cluster: Cluster, wanted: readonly Wanted[]): Promise<void> {
  for (const { work, scale } of wanted) await work.waitForRunning(scale);
  await waitUntil(
    async () => {
      const unsettled = await queryDatabase<{ what: string }>(cluster, UNSETTLED);
      if (unsettled.length === 0) return true;
      throw new Error(unsettled.map(({ what }) => what).join('; '));
    },
    { timeoutMs: SETTLE_TIMEOUT_MS, what: 'every job to be finished', everyMs: 200 },
  );
  // A server that has just started again knows what was there when it ended, until the agents are back.
  await waitUntil(
    async () => {
      expect(await managedByDrover(cluster)).toEqual(await managedOnEngines(cluster));
      return true;
    },
    { timeoutMs: SETTLE_TIMEOUT_MS, what: 'Drover to know exactly what is on the engines', everyMs: 200 },
  );
  const wantedCount = wanted.reduce((sum, { scale }) => sum + scale, 0);
  expect(await managedOnEngines(cluster), 'containers on the engines').toHaveLength(wantedCount);
}
