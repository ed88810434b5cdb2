import { DomainError } from '../../../domain/errors.ts';
import { eventPageSchema, listEventsInput } from '../../../schemas/event.ts';
import { environmentProcedure } from '../../trpc.ts';

export const list = environmentProcedure('readonly')
  .input(listEventsInput)
  .output(eventPageSchema)
  .query(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
