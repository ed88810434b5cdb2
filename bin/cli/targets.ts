import { CliError } from './failure.ts';
import type { Session } from './session.ts';

export type Target =
  | { readonly kind: 'stack'; readonly stackId: string; readonly label: string }
  | {
      readonly kind: 'service';
      readonly stackId: string;
      readonly serviceId: string;
      readonly label: string;
    };

const same = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();

/** `STACK` or `STACK/SERVICE`, names without regard to case. */
export async function findTarget(session: Session, text: string): Promise<Target> {
  const [stackName = '', serviceName, ...rest] = text.split('/');
  if (rest.length > 0 || stackName === '') {
    throw new CliError('invalid-input', `"${text}" is not STACK or STACK/SERVICE.`, 2);
  }
  const stacks = await session.client.stacks.list.query({ environmentId: session.environmentId });
  const stack = stacks.find((one) => same(one.name, stackName));
  if (!stack) throw new CliError('not-found', `No stack "${stackName}". \`drover ps\` lists what there is.`);
  if (serviceName === undefined) return { kind: 'stack', stackId: stack.id, label: stack.name };
  const service = stack.services.find((one) => same(one.name, serviceName));
  if (!service) {
    const known = stack.services.map((one) => one.name).join(', ') || 'none';
    throw new CliError('not-found', `No service "${serviceName}" in stack ${stack.name}. It has: ${known}.`);
  }
  return {
    kind: 'service',
    stackId: stack.id,
    serviceId: service.id,
    label: `${stack.name}/${service.name}`,
  };
}

export interface ContainerTarget {
  readonly kind: 'container';
  readonly containerId: string;
  readonly label: string;
  readonly service: Extract<Target, { kind: 'service' }>;
}

/** A stack or a service, else the container of that name as `drover ps STACK` shows it. */
export async function findRemovable(session: Session, text: string): Promise<Target | ContainerTarget> {
  const { client, environmentId } = session;
  if (text.includes('/')) return findTarget(session, text);
  const stacks = await client.stacks.list.query({ environmentId });
  if (stacks.some((one) => same(one.name, text))) return findTarget(session, text);
  const containers = await client.containers.list.query({ environmentId });
  const [container, second] = containers.filter((one) => one.id === text || same(one.name, text));
  if (second !== undefined)
    throw new CliError('conflict', `Several containers are called "${text}". Use the id.`);
  if (container === undefined) {
    throw new CliError('not-found', `No stack or container "${text}". \`drover ps\` lists what there is.`);
  }
  const { id: containerId, name: label, stackId, stackName, serviceId, serviceName } = container;
  const service = { kind: 'service' as const, stackId, serviceId, label: `${stackName}/${serviceName}` };
  return { kind: 'container', containerId, label, service };
}

export async function findService(
  session: Session,
  text: string,
): Promise<Extract<Target, { kind: 'service' }>> {
  const target = await findTarget(session, text);
  if (target.kind === 'service') return target;
  throw new CliError('invalid-input', `Name the service too: ${target.label}/SERVICE.`, 2);
}

export async function findHost(session: Session, text: string): Promise<{ id: string; name: string }> {
  const hosts = await session.client.hosts.list.query({ environmentId: session.environmentId });
  const found = hosts.filter((host) => host.id === text || same(host.name, text));
  const [host] = found;
  if (!host) throw new CliError('not-found', `No host "${text}". \`drover hosts\` lists them.`);
  if (found.length > 1) throw new CliError('conflict', `Several hosts are called "${text}". Use the id.`);
  return { id: host.id, name: host.name };
}
