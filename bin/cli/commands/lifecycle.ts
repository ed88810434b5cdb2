import type { Command } from 'commander';
import { CliError } from '../failure.ts';
import { openSession, type Session } from '../session.ts';
import { type ContainerTarget, findRemovable, findService, findTarget, type Target } from '../targets.ts';
import { waitUntilGone, waitUntilSettled } from '../wait.ts';
import { parseSeconds } from './up.ts';

type Verb = 'start' | 'stop' | 'restart';
const DOING: Record<Verb | 'remove', string> = {
  start: 'is being started',
  stop: 'is being stopped',
  restart: 'is being restarted, one at a time',
  remove: 'is being removed',
};

interface WaitOptions {
  wait?: boolean;
  waitTimeout: number;
}

async function send(session: Session, target: Target, verb: Verb | 'remove'): Promise<void> {
  const { client, environmentId } = session;
  if (target.kind === 'stack') await client.stacks[verb].mutate({ environmentId, stackId: target.stackId });
  else await client.services[verb].mutate({ environmentId, serviceId: target.serviceId });
}

async function remove(session: Session, target: Target | ContainerTarget): Promise<string> {
  if (target.kind !== 'container') {
    await send(session, target, 'remove');
    return `${target.label} ${DOING.remove}.`;
  }
  const { client, environmentId } = session;
  await client.containers.remove.mutate({ environmentId, containerId: target.containerId });
  return `${target.label} is being removed; a new one takes its place.`;
}

async function removeAll(names: string[], options: WaitOptions, command: Command): Promise<void> {
  const session = await openSession(command);
  const targets = await Promise.all(names.map((name) => findRemovable(session, name)));
  const lines: string[] = [];
  for (const target of targets) lines.push(await remove(session, target));
  const timeoutMs = options.waitTimeout * 1000;
  for (const target of options.wait ? targets : []) {
    if (target.kind === 'container') await waitUntilSettled(session, target.service, timeoutMs);
    else await waitUntilGone(session, target, timeoutMs);
  }
  session.output.done(lines.join('\n'), { verb: 'remove', targets });
}

function act(verb: Verb) {
  return async (names: string[], options: WaitOptions, command: Command): Promise<void> => {
    const session = await openSession(command);
    const targets = await Promise.all(names.map((name) => findTarget(session, name)));
    for (const target of targets) await send(session, target, verb);
    if (options.wait) {
      for (const target of targets) await waitUntilSettled(session, target, options.waitTimeout * 1000);
    }
    session.output.done(targets.map((target) => `${target.label} ${DOING[verb]}.`).join('\n'), {
      verb,
      targets,
    });
  };
}

async function scale(pairs: string[], options: WaitOptions, command: Command): Promise<void> {
  const session = await openSession(command);
  const wanted = pairs.map((pair) => {
    const [name = '', count = ''] = pair.split('=');
    if (!/^\d+$/.test(count))
      throw new CliError('invalid-input', `"${pair}" is not STACK/SERVICE=NUMBER.`, 2);
    return { name, scale: Number(count) };
  });
  const targets = [];
  for (const { name, scale: count } of wanted) {
    const target = await findService(session, name);
    await session.client.services.scale.mutate({
      environmentId: session.environmentId,
      serviceId: target.serviceId,
      scale: count,
    });
    targets.push({ ...target, scale: count });
  }
  if (options.wait) {
    for (const target of targets) await waitUntilSettled(session, target, options.waitTimeout * 1000);
  }
  session.output.done(targets.map((target) => `${target.label} is asked for ${target.scale}.`).join('\n'), {
    targets,
  });
}

function withWait(command: Command): Command {
  return command
    .option('--wait', 'until it is done')
    .option('--wait-timeout <seconds>', 'give up waiting after', parseSeconds, 600);
}

export function addLifecycle(program: Command): void {
  const target = 'STACK or STACK/SERVICE, one or more';
  withWait(
    program.command('scale').argument('<services...>', 'STACK/SERVICE=NUMBER').description('how many to run'),
  ).action(scale);
  withWait(program.command('start').argument('<targets...>', target).description('start')).action(
    act('start'),
  );
  withWait(
    program.command('stop').argument('<targets...>', target).description('stop; containers are kept'),
  ).action(act('stop'));
  withWait(
    program.command('restart').argument('<targets...>', target).description('restart, one at a time'),
  ).action(act('restart'));
  withWait(
    program
      .command('rm')
      .argument('<targets...>', `${target}; or a container's name, which a new one then takes`)
      .description('remove with all containers'),
  ).action(removeAll);
}
