import { DomainError } from '../../../domain/errors.ts';
import { createUserInput, userViewSchema } from '../../../schemas/identity.ts';
import { adminProcedure } from '../../trpc.ts';

export const create = adminProcedure
  .input(createUserInput)
  .output(userViewSchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
