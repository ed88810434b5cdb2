import { setTimeout as delay } from 'node:timers/promises';
import type { EventKind } from '../../server/schemas/event.ts';
import type { Cluster } from './cluster.ts';
import { latestEventId, waitForStory } from './story.ts';
import { expectWhole, type Wanted } from './whole.ts';

export interface Chapter {
  /** By name, or the service of a workload. */
  readonly host?: string;
  readonly work?: Wanted['work'];
  readonly kinds: readonly EventKind[];
}

export interface Fault {
  readonly title: string;
  readonly wanted: readonly Wanted[];
  /** What history must tell of it, in this order, whatever it tells between. */
  readonly story?: readonly Chapter[];
  /** Does it and undoes it. */
  readonly happens: () => Promise<void>;
}

/** `DROVER_TEST_LONG=1`: faults last as long, and come as often, as the claims about them say. */
export const IS_LONG_RUN = process.env.DROVER_TEST_LONG === '1';

/** `[time] fault …: over → whole again 1.23 s` */
export function tellTime(title: string, ms: number): void {
  console.log(`[time] fault ${title} ${(ms / 1000).toFixed(2)} s`);
}

/** For as long as the fault is to last, counted from `begun` (performance.now()). */
export async function lasts(ms: number, begun: number): Promise<void> {
  await delay(Math.max(0, begun + ms - performance.now()));
}

export async function hostIdOf({ client, environmentId }: Cluster, name: string): Promise<string> {
  const hosts = await client.hosts.list.query({ environmentId });
  const host = hosts.find((one) => one.name === name);
  if (!host) throw new Error(`Drover does not know ${name}.`);
  return host.id;
}

/**
 * Runs the fault, then waits until all is as it must be: exactly the desired units on the engines under contiguous names,
 * nothing there that Drover does not know, no job waiting or claimed, and history tells what happened.
 */
export async function survive(cluster: Cluster, fault: Fault): Promise<void> {
  const since = await latestEventId(cluster);
  const begun = performance.now();
  await fault.happens();
  const over = performance.now();
  tellTime(`${fault.title}: lasted`, over - begun);
  await expectWhole(cluster, fault.wanted);
  tellTime(`${fault.title}: over → whole again`, performance.now() - over);
  for (const { host, work, kinds } of fault.story ?? []) {
    const scope = {
      ...(host === undefined ? {} : { hostId: await hostIdOf(cluster, host) }),
      ...(work === undefined ? {} : { serviceId: work.serviceId }),
    };
    await waitForStory(cluster, since, scope, kinds);
  }
}
