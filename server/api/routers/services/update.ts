import { updateService } from '../../../domain/service/update-service.ts';
import { serviceUpdatedSchema, updateServiceInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const update = environmentProcedure('restricted')
  .input(updateServiceInput)
  .output(serviceUpdatedSchema)
  .mutation(({ ctx, input }) => updateService(ctx.call, input));
