import { z } from 'zod';
import { readEnvironments } from '../../../domain/environment/read-environments.ts';
import { environmentViewSchema } from '../../../schemas/identity.ts';
import { userProcedure } from '../../trpc.ts';

export const list = userProcedure
  .output(z.array(environmentViewSchema))
  .query(({ ctx }) => readEnvironments(ctx.call.database, ctx.call.caller));
