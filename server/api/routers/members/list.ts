import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { environmentRefInput, memberViewSchema } from '../../../schemas/identity.ts';
import { environmentProcedure } from '../../trpc.ts';

export const list = environmentProcedure('readonly')
  .input(environmentRefInput)
  .output(z.array(memberViewSchema))
  .query(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
