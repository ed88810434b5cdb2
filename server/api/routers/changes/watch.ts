import { type TrackedEnvelope, tracked } from '@trpc/server';
import { DomainError } from '../../../domain/errors.ts';
import type { Change } from '../../../schemas/event.ts';
import { watchChangesInput } from '../../../schemas/event.ts';
import { environmentProcedure } from '../../trpc.ts';

export const watch = environmentProcedure('readonly')
  .input(watchChangesInput)
  .subscription(async function* (): AsyncGenerator<TrackedEnvelope<Change[]>> {
    yield tracked('0', []);
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
