import { z } from 'zod';
import { stopService } from '../../../domain/service/steer-service.ts';
import { serviceRefInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const stop = environmentProcedure('restricted')
  .input(serviceRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => stopService(ctx.call, input));
