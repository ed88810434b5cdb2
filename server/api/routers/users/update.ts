import { DomainError } from '../../../domain/errors.ts';
import { updateUserInput, userViewSchema } from '../../../schemas/identity.ts';
import { adminProcedure } from '../../trpc.ts';

export const update = adminProcedure
  .input(updateUserInput)
  .output(userViewSchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
