import { z } from 'zod';
import { removeMember } from '../../../domain/member/change-members.ts';
import { removeMemberInput } from '../../../schemas/identity.ts';
import { environmentProcedure } from '../../trpc.ts';

export const remove = environmentProcedure('owner')
  .input(removeMemberInput)
  .output(z.void())
  .mutation(({ ctx, input }) => removeMember(ctx.call, input));
