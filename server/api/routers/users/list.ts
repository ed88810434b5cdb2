import { z } from 'zod';
import { readUsers } from '../../../domain/user/read-users.ts';
import { userViewSchema } from '../../../schemas/identity.ts';
import { adminProcedure } from '../../trpc.ts';

export const list = adminProcedure
  .output(z.array(userViewSchema))
  .query(({ ctx }) => readUsers(ctx.call.database));
