import type { z } from 'zod';
import { findInstanceRow, type InstanceRow, writeRecreations } from '../../db/repositories/instance.ts';
import type { containerRefInput } from '../../schemas/container.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';
import { touchService } from '../service/write-service.ts';
import { requireAllowed } from '../verdict.ts';
import { judgeContainerRemoval } from './container.policy.ts';

function isLeaving({ unitDesired, serviceDesired, stackDesired }: InstanceRow): boolean {
  return unitDesired === 'removed' || serviceDesired === 'removed' || stackDesired === 'removed';
}

/** Above every number that this unit has asked for or been given before. */
function nextRecreation({ recreations, recreateCount }: InstanceRow): number {
  return 1 + Math.max(recreateCount, ...Object.values(recreations));
}

/**
 * Has the container removed on its host. Its service still asks for it, so a new one of the same name and index takes
 * its place; the other containers of its unit are left alone.
 */
export async function removeContainer(call: Call, input: z.output<typeof containerRefInput>): Promise<void> {
  const { environmentId, containerId } = input;
  await makeChange(call, { environmentId, subjectId: containerId, input }, async (change) => {
    const row = await findInstanceRow(change.tx, { environmentId, instanceId: containerId });
    if (row === null) throw new DomainError('not-found', 'There is no such container.');
    requireAllowed(judgeContainerRemoval(isLeaving(row) ? 'removing' : 'running'));
    const { launch, name, hostName: host, hostId, unitId, serviceId, stackId } = row;
    await writeRecreations(change.tx, row, { ...row.recreations, [launch]: nextRecreation(row) });
    change.record({ kind: 'container.removing', params: { name, host }, hostId, stackId, serviceId, unitId });
    touchService(change, { id: serviceId, stackId });
    change.touch({ topic: 'container', id: containerId }, { topic: 'host', id: hostId });
    change.wake();
  });
}
