import { DomainError } from '../../../domain/errors.ts';
import { authStatusSchema } from '../../../schemas/identity.ts';
import { publicProcedure } from '../../trpc.ts';

export const status = publicProcedure.output(authStatusSchema).query(() => {
  throw new DomainError('unavailable', 'This server does not answer this yet.');
});
