import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { containerSummarySchema, listContainersInput } from '../../../schemas/container.ts';
import { environmentProcedure } from '../../trpc.ts';

export const list = environmentProcedure('readonly')
  .input(listContainersInput)
  .output(z.array(containerSummarySchema))
  .query(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
