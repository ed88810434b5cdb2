import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { changePasswordInput } from '../../../schemas/identity.ts';
import { userProcedure } from '../../trpc.ts';

export const changePassword = userProcedure
  .input(changePasswordInput)
  .output(z.void())
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
