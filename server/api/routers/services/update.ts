import { DomainError } from '../../../domain/errors.ts';
import { serviceUpdatedSchema, updateServiceInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const update = environmentProcedure('restricted')
  .input(updateServiceInput)
  .output(serviceUpdatedSchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
