import { createService } from '../../../domain/service/create-service.ts';
import { createServiceInput, serviceSummarySchema } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const create = environmentProcedure('restricted')
  .input(createServiceInput)
  .output(serviceSummarySchema)
  .mutation(({ ctx, input }) => createService(ctx.call, input));
