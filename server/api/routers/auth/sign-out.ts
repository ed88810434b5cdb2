import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { userProcedure } from '../../trpc.ts';

export const signOut = userProcedure.output(z.void()).mutation(() => {
  throw new DomainError('unavailable', 'This server does not answer this yet.');
});
