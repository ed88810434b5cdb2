import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { revisionViewSchema, serviceRefInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const revisions = environmentProcedure('readonly')
  .input(serviceRefInput)
  .output(z.array(revisionViewSchema))
  .query(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
