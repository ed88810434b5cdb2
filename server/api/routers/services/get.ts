import { readService } from '../../../domain/service/read-service.ts';
import { serviceDetailSchema, serviceRefInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const get = environmentProcedure('readonly')
  .input(serviceRefInput)
  .output(serviceDetailSchema)
  .query(({ ctx, input }) => readService(ctx.call, { ...input, role: ctx.role }));
