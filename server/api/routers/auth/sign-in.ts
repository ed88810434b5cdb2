import { DomainError } from '../../../domain/errors.ts';
import { signedInSchema, signInInput } from '../../../schemas/identity.ts';
import { publicProcedure } from '../../trpc.ts';

export const signIn = publicProcedure
  .input(signInInput)
  .output(signedInSchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
