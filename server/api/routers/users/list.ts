import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { userViewSchema } from '../../../schemas/identity.ts';
import { adminProcedure } from '../../trpc.ts';

export const list = adminProcedure.output(z.array(userViewSchema)).query(() => {
  throw new DomainError('unavailable', 'This server does not answer this yet.');
});
