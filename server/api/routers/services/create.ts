import { DomainError } from '../../../domain/errors.ts';
import { createServiceInput, serviceSummarySchema } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const create = environmentProcedure('restricted')
  .input(createServiceInput)
  .output(serviceSummarySchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
