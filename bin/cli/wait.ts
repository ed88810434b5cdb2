import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceDetail } from '../../server/schemas/service.ts';
import { CliError } from './failure.ts';
import type { Session } from './session.ts';
import type { Target } from './targets.ts';

const LOOK_EVERY_MS = 300;

/** Until the stack or the service is no longer there. */
export async function waitUntilGone(session: Session, target: Target, timeoutMs: number): Promise<void> {
  const { client, environmentId } = session;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const stacks = await client.stacks.list.query({ environmentId });
    const stack = stacks.find((one) => one.id === target.stackId);
    const rest = target.kind === 'stack' ? stack : stack?.services.find((one) => one.id === target.serviceId);
    if (rest === undefined) return;
    if (performance.now() > deadline) {
      throw new CliError('timeout', `${target.label} is not gone after ${Math.round(timeoutMs / 1000)} s.`);
    }
    await delay(LOOK_EVERY_MS);
  }
}

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
