import { DomainError } from '../../../domain/errors.ts';
import { enrolmentStatusSchema, enrolmentTokenRefInput } from '../../../schemas/host.ts';
import { environmentProcedure } from '../../trpc.ts';

export const enrolmentStatus = environmentProcedure('member')
  .input(enrolmentTokenRefInput)
  .output(enrolmentStatusSchema)
  .query(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
