import { z } from 'zod';
import { removeService } from '../../../domain/service/steer-service.ts';
import { serviceRefInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const remove = environmentProcedure('restricted')
  .input(serviceRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => removeService(ctx.call, input));
