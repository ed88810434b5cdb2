import { DomainError } from '../../../domain/errors.ts';
import { hostRefInput, hostViewSchema } from '../../../schemas/host.ts';
import { environmentProcedure } from '../../trpc.ts';

export const get = environmentProcedure('readonly')
  .input(hostRefInput)
  .output(hostViewSchema)
  .query(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
