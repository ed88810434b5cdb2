import { DomainError } from '../../../domain/errors.ts';
import { environmentViewSchema, updateEnvironmentInput } from '../../../schemas/identity.ts';
import { environmentProcedure } from '../../trpc.ts';

export const update = environmentProcedure('owner')
  .input(updateEnvironmentInput)
  .output(environmentViewSchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
