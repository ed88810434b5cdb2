import { DomainError } from '../../../domain/errors.ts';
import { createEnvironmentInput, environmentViewSchema } from '../../../schemas/identity.ts';
import { userProcedure } from '../../trpc.ts';

export const create = userProcedure
  .input(createEnvironmentInput)
  .output(environmentViewSchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
