import { DomainError } from '../../../domain/errors.ts';
import { stackDetailSchema, stackRefInput } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const get = environmentProcedure('readonly')
  .input(stackRefInput)
  .output(stackDetailSchema)
  .query(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
