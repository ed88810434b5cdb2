import { readStatus } from '../../../domain/auth/read-status.ts';
import { authStatusSchema } from '../../../schemas/identity.ts';
import { publicProcedure } from '../../trpc.ts';

export const status = publicProcedure
  .output(authStatusSchema)
  .query(({ ctx }) => readStatus(ctx.request.database, ctx.session?.userId ?? null));
