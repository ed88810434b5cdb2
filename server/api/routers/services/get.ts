import { DomainError } from '../../../domain/errors.ts';
import { serviceDetailSchema, serviceRefInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const get = environmentProcedure('readonly')
  .input(serviceRefInput)
  .output(serviceDetailSchema)
  .query(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
