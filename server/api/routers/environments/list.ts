import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { environmentViewSchema } from '../../../schemas/identity.ts';
import { userProcedure } from '../../trpc.ts';

export const list = userProcedure.output(z.array(environmentViewSchema)).query(() => {
  throw new DomainError('unavailable', 'This server does not answer this yet.');
});
