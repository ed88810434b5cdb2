import { z } from 'zod';
import { scaleService } from '../../../domain/service/scale-service.ts';
import { scaleServiceInput } from '../../../schemas/service.ts';
import { environmentProcedure } from '../../trpc.ts';

export const scale = environmentProcedure('restricted')
  .input(scaleServiceInput)
  .output(z.void())
  .mutation(({ ctx, input }) => scaleService(ctx.call, input));
