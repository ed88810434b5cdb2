import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { updateStackInput } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const update = environmentProcedure('restricted')
  .input(updateStackInput)
  .output(z.void())
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
