/** The steps that the single-service use cases and applying a compose file have in common. */
import { isDeepStrictEqual } from 'node:util';
import {
  insertRevision,
  insertService,
  listServiceNames,
  listTakenNames,
  type ServiceRow,
  updateServiceRow,
} from '../../db/repositories/service.ts';
import type { StackRow } from '../../db/repositories/stack.ts';
import { findStackRow } from '../../db/repositories/stack.ts';
import { newId } from '../../lib/ids.ts';
import type { ServiceLink, ServiceSpec } from '../../schemas/service.ts';
import type { Change, Tx } from '../change.ts';
import { DomainError } from '../errors.ts';
import { findLinkFault, findTakenName, type LinkWorld, type NamedService, refuse } from './service-rules.ts';

/** Bounds the snapshot that the reconciler reads at once. */
const SERVICES_PER_STACK_MAX = 1000;

export async function requireStack(
  tx: Tx,
  ref: { environmentId: string; stackId: string },
): Promise<StackRow> {
  const stack = await findStackRow(tx, ref);
  if (stack === null) throw new DomainError('not-found', 'There is no such stack.');
  if (stack.desired === 'removed') {
    throw new DomainError('not-allowed-in-state', `The stack ${stack.name} is being removed.`);
  }
  return stack;
}

export function toNamed(row: { name: string; spec: ServiceSpec }): NamedService {
  return { name: row.name, sidekicks: row.spec.sidekicks.map((sidekick) => sidekick.name) };
}

export async function requireNamesFree(
  tx: Tx,
  service: NamedService,
  place: { stackId: string; exceptId: string | null },
): Promise<void> {
  const { stackId, exceptId } = place;
  const others = (await listTakenNames(tx, stackId)).filter((row) => row.id !== exceptId);
  const removing = others.find(
    (row) => row.desired === 'removed' && row.name.toLowerCase() === service.name.toLowerCase(),
  );
  if (removing !== undefined) {
    throw new DomainError(
      'name-taken',
      `The old service ${removing.name} is still being removed. Try again soon.`,
      {
        field: 'name',
      },
    );
  }
  if (others.length >= SERVICES_PER_STACK_MAX) {
    throw new DomainError('limit-reached', `A stack holds at most ${SERVICES_PER_STACK_MAX} services.`);
  }
  refuse(findTakenName(service, others));
}

/** Looks no further when there are no links: the question costs a read of every name in the environment. */
export async function requireLinkTargets(
  tx: Tx,
  links: readonly ServiceLink[],
  place: { environmentId: string; stackName: string },
): Promise<void> {
  if (links.length > 0) refuse(findLinkFault(links, await readLinkWorld(tx, place)));
}

export async function readLinkWorld(
  tx: Tx,
  { environmentId, stackName }: { environmentId: string; stackName: string },
): Promise<LinkWorld> {
  const names = await listServiceNames(tx, environmentId);
  return { stackName, targets: new Set(names.map((one) => `${one.stackName}/${one.name}`)) };
}

export interface ServiceToAdd {
  readonly environmentId: string;
  readonly stack: { readonly id: string; readonly name: string };
  readonly createdById: string;
  readonly name: string;
  readonly description: string;
  readonly scale: number;
  readonly start: boolean;
  readonly links: readonly ServiceLink[];
  readonly spec: ServiceSpec;
}

export async function addService({ tx, now, record, touch }: Change, service: ServiceToAdd): Promise<string> {
  const { stack, start, ...row } = service;
  const id = newId('svc', now.getTime());
  await insertService(tx, {
    ...row,
    id,
    revisionId: newId('rev', now.getTime()),
    stackId: stack.id,
    desired: start ? 'running' : 'stopped',
    createdAt: now,
  });
  record({
    kind: 'service.created',
    params: { name: row.name, stack: stack.name, scale: row.scale, image: row.spec.launch.image },
    stackId: stack.id,
    serviceId: id,
  });
  touchService({ touch }, { id, stackId: stack.id });
  return id;
}

export function touchService({ touch }: Pick<Change, 'touch'>, row: { id: string; stackId: string }): void {
  touch({ topic: 'service', id: row.id }, { topic: 'stack', id: row.stackId }, { topic: 'stacks', id: null });
}

export interface ServiceEdit {
  readonly description?: string;
  readonly links?: readonly ServiceLink[];
  readonly spec?: ServiceSpec;
  readonly byUserId: string;
}

/** A spec that is the same makes no revision, so that saving a form twice restarts nothing. */
export async function editService(
  { tx, now, record, touch }: Change,
  row: ServiceRow,
  { description, links, spec, byUserId }: ServiceEdit,
): Promise<number> {
  await updateServiceRow(tx, row.id, { description, links });
  const isNew = spec !== undefined && !(row.specReadable && isDeepStrictEqual(spec, row.spec));
  const revision = isNew ? row.revisionNumber + 1 : row.revisionNumber;
  if (isNew) {
    await insertRevision(tx, {
      id: newId('rev', now.getTime()),
      serviceId: row.id,
      number: revision,
      spec,
      createdById: byUserId,
      createdAt: now,
    });
  }
  record({
    kind: 'service.updated',
    params: {
      name: row.name,
      stack: row.stackName,
      revision,
      previousRevision: row.revisionNumber,
      image: (spec ?? row.spec).launch.image,
    },
    stackId: row.stackId,
    serviceId: row.id,
  });
  touchService({ touch }, row);
  return revision;
}
