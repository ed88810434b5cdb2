import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { scaleServiceInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const scale = environmentProcedure('restricted')
  .input(scaleServiceInput)
  .output(z.void())
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
