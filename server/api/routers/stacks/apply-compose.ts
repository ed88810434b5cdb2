import { DomainError } from '../../../domain/errors.ts';
import { applyComposeInput, composeAppliedSchema } from '../../../schemas/stack.ts';
import { environmentProcedure } from '../../trpc.ts';

export const applyCompose = environmentProcedure('restricted')
  .input(applyComposeInput)
  .output(composeAppliedSchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
