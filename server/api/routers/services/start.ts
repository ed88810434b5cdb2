import { z } from 'zod';
import { startService } from '../../../domain/service/steer-service.ts';
import { serviceRefInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const start = environmentProcedure('restricted')
  .input(serviceRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => startService(ctx.call, input));
