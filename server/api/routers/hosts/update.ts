import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { updateHostInput } from '../../../schemas/host.ts';
import { environmentProcedure } from '../../trpc.ts';

export const update = environmentProcedure('member')
  .input(updateHostInput)
  .output(z.void())
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
