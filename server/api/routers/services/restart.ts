import { z } from 'zod';
import { restartService } from '../../../domain/service/steer-service.ts';
import { serviceRefInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const restart = environmentProcedure('restricted')
  .input(serviceRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => restartService(ctx.call, input));
