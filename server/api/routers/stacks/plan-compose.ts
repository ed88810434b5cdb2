import { DomainError } from '../../../domain/errors.ts';
import { composeInput, composePlanSchema } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const planCompose = environmentProcedure('restricted')
  .input(composeInput)
  .output(composePlanSchema)
  .query(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
