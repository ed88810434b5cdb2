import { setMember } from '../../../domain/member/change-members.ts';
import { memberViewSchema, setMemberInput } from '../../../schemas/identity.ts';
import { environmentProcedure } from '../../trpc.ts';

export const set = environmentProcedure('owner')
  .input(setMemberInput)
  .output(memberViewSchema)
  .mutation(({ ctx, input }) => setMember(ctx.call, input));
