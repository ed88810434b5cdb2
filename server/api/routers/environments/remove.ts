import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { environmentRefInput } from '../../../schemas/identity.ts';
import { environmentProcedure } from '../../trpc.ts';

export const remove = environmentProcedure('owner')
  .input(environmentRefInput)
  .output(z.void())
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
