import { DomainError } from '../../../domain/errors.ts';
import { memberViewSchema, setMemberInput } from '../../../schemas/identity.ts';
import { environmentProcedure } from '../../trpc.ts';

export const set = environmentProcedure('owner')
  .input(setMemberInput)
  .output(memberViewSchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
