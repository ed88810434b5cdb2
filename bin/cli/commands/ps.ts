import type { Command } from 'commander';
import type { StackDetail } from '../../../server/schemas/stack.ts';
import { openSession, type Session } from '../session.ts';
import { findTarget } from '../targets.ts';

const titles = (keys: readonly string[]) => keys.map((key) => ({ key, title: key.toUpperCase() }));

async function listStacks(session: Session): Promise<void> {
  const stacks = await session.client.stacks.list.query({ environmentId: session.environmentId });
  const rows = stacks.map((stack) => ({
    stack: stack.name,
    state: stack.state,
    services: stack.serviceCount,
    running: `${stack.runningCount}/${stack.unitCount}`,
    id: stack.id,
  }));
  session.output.table(rows, titles(['stack', 'state', 'services', 'running', 'id']), stacks);
}

function unitRows(stack: StackDetail, serviceId: string | null) {
  const services = stack.services.filter((service) => serviceId === null || service.id === serviceId);
  return services.flatMap((service) =>
    service.units.map((unit) => ({
      name: unit.name,
      state: unit.state,
      host: unit.hostName,
      address: unit.containers[0]?.ipAddress ?? null,
      image: service.image,
      reason: unit.reason ? [unit.reason.code, unit.reason.message].filter(Boolean).join(': ') : '',
    })),
  );
}

async function ps(target: string | undefined, _options: unknown, command: Command): Promise<void> {
  const session = await openSession(command);
  if (target === undefined) return listStacks(session);
  const found = await findTarget(session, target);
  const stack = await session.client.stacks.get.query({
    environmentId: session.environmentId,
    stackId: found.stackId,
  });
  const serviceId = found.kind === 'service' ? found.serviceId : null;
  const raw = serviceId === null ? stack : stack.services.find((service) => service.id === serviceId);
  session.output.table(
    unitRows(stack, serviceId),
    titles(['name', 'state', 'host', 'address', 'image', 'reason']),
    raw,
  );
}

export function addPs(program: Command): void {
  program
    .command('ps')
    .argument('[target]', 'STACK or STACK/SERVICE; all stacks when not given')
    .description('what runs, where, and why something does not')
    .action(ps);
}
