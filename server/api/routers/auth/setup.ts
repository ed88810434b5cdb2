import { DomainError } from '../../../domain/errors.ts';
import { setupInput, signedInSchema } from '../../../schemas/identity.ts';
import { publicProcedure } from '../../trpc.ts';

export const setup = publicProcedure
  .input(setupInput)
  .output(signedInSchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
