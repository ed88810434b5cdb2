import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { environmentRefInput } from '../../../schemas/identity.ts';
import { stackSummarySchema } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const list = environmentProcedure('readonly')
  .input(environmentRefInput)
  .output(z.array(stackSummarySchema))
  .query(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
