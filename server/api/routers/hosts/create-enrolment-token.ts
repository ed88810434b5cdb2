import { issueEnrolmentToken } from '../../../domain/host/issue-enrolment-token.ts';
import { createEnrolmentTokenInput, enrolmentTokenSchema } from '../../../schemas/host.ts';
import { environmentProcedure } from '../../trpc.ts';

export const createEnrolmentToken = environmentProcedure('member')
  .input(createEnrolmentTokenInput)
  .output(enrolmentTokenSchema)
  .mutation(({ ctx, input }) => issueEnrolmentToken(ctx.call, input));
