import { z } from 'zod';
import { readRevisions } from '../../../domain/service/read-revisions.ts';
import { revisionViewSchema, serviceRefInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const revisions = environmentProcedure('readonly')
  .input(serviceRefInput)
  .output(z.array(revisionViewSchema))
  .query(({ ctx, input }) => readRevisions(ctx.call, { ...input, role: ctx.role }));
