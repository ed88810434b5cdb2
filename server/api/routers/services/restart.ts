import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { serviceRefInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const restart = environmentProcedure('restricted')
  .input(serviceRefInput)
  .output(z.void())
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
