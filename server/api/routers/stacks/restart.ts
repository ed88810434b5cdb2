import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { stackRefInput } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const restart = environmentProcedure('restricted')
  .input(stackRefInput)
  .output(z.void())
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
