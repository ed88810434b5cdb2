import { DomainError } from '../../../domain/errors.ts';
import { environmentRefInput, environmentViewSchema } from '../../../schemas/identity.ts';
import { environmentProcedure } from '../../trpc.ts';

export const get = environmentProcedure('readonly')
  .input(environmentRefInput)
  .output(environmentViewSchema)
  .query(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
