import type { z } from 'zod';
import { findServiceRow } from '../../db/repositories/service.ts';
import type { createServiceInput, ServiceSummary } from '../../schemas/service.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';
import { findOwnLabel, findRepeatedPort, refuse } from './service-rules.ts';
import { toServiceSummary } from './view.ts';
import { addService, requireLinkTargets, requireNamesFree, requireStack, toNamed } from './write-service.ts';

export async function createService(
  call: Call,
  input: z.output<typeof createServiceInput>,
): Promise<ServiceSummary> {
  const { stackId, ...service } = input;
  const { environmentId, links, spec } = service;
  refuse(findOwnLabel(spec) ?? findRepeatedPort(spec));
  return makeChange(call, { environmentId, subjectId: stackId, input }, async (change) => {
    const { tx } = change;
    const stack = await requireStack(tx, { environmentId, stackId });
    await requireNamesFree(tx, toNamed(service), { stackId, exceptId: null });
    await requireLinkTargets(tx, links, { environmentId, stackName: stack.name });
    const serviceId = await addService(change, { ...service, stack, createdById: call.caller.id });
    change.wake();
    const row = await findServiceRow(tx, { environmentId, serviceId });
    if (row === null) throw new DomainError('internal', 'The new service cannot be read back.');
    return toServiceSummary(row);
  });
}
