import { DomainError } from '../../../domain/errors.ts';
import { createStackInput, stackSummarySchema } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const create = environmentProcedure('restricted')
  .input(createStackInput)
  .output(stackSummarySchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
