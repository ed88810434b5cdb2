import { readEnrolmentStatus } from '../../../domain/host/read-enrolment-status.ts';
import { enrolmentStatusSchema, enrolmentTokenRefInput } from '../../../schemas/host.ts';
import { environmentProcedure } from '../../trpc.ts';

export const enrolmentStatus = environmentProcedure('member')
  .input(enrolmentTokenRefInput)
  .output(enrolmentStatusSchema)
  .query(({ ctx, input }) => readEnrolmentStatus(ctx.call, input));
