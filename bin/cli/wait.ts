import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceDetail } from '../../server/schemas/service.ts';
import { CliError } from './failure.ts';
import type { Session } from './session.ts';
import type { Target } from './targets.ts';

const LOOK_EVERY_MS = 300;

async function servicesOf(session: Session, target: Target): Promise<readonly ServiceDetail[]> {
  const { client, environmentId } = session;
  if (target.kind === 'service')
    return [await client.services.get.query({ environmentId, serviceId: target.serviceId })];
  return (await client.stacks.get.query({ environmentId, stackId: target.stackId })).services;
}

const SETTLED = new Set(['active', 'stopped']);

function describe(service: ServiceDetail): string {
  const reason = service.reason
    ? ` (${service.reason.code}${service.reason.message ? `: ${service.reason.message}` : ''})`
    : '';
  return `${service.stackName}/${service.name} ${service.state} ${service.runningCount}/${service.scale}${reason}`;
}

/** Until every service of the target is active or stopped; tells each change, and why it gave up. */
export async function waitUntilSettled(session: Session, target: Target, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let told = '';
  for (;;) {
    const services = await servicesOf(session, target);
    const open = services.filter((service) => !SETTLED.has(service.state) || service.reason !== null);
    const story = open.map(describe).join('; ');
    if (open.length === 0) return;
    if (story !== told) session.output.progress(story);
    told = story;
    if (performance.now() > deadline) {
      throw new CliError('timeout', `Not settled after ${Math.round(timeoutMs / 1000)} s: ${story}.`);
    }
    await delay(LOOK_EVERY_MS);
  }
}
