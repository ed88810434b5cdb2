import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { hostRefInput } from '../../../schemas/host.ts';
import { environmentProcedure } from '../../trpc.ts';

export const activate = environmentProcedure('member')
  .input(hostRefInput)
  .output(z.void())
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
