import { z } from 'zod';
import { readMembers } from '../../../domain/member/read-members.ts';
import { environmentRefInput, memberViewSchema } from '../../../schemas/identity.ts';
import { environmentProcedure } from '../../trpc.ts';

export const list = environmentProcedure('readonly')
  .input(environmentRefInput)
  .output(z.array(memberViewSchema))
  .query(({ ctx, input }) => readMembers(ctx.call, input));
