import { DomainError } from '../../../domain/errors.ts';
import { createEnrolmentTokenInput, enrolmentTokenSchema } from '../../../schemas/host.ts';
import { environmentProcedure } from '../../trpc.ts';

export const createEnrolmentToken = environmentProcedure('member')
  .input(createEnrolmentTokenInput)
  .output(enrolmentTokenSchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
