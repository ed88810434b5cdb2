import { z } from 'zod';
import { removeEnvironment } from '../../../domain/environment/remove-environment.ts';
import { environmentRefInput } from '../../../schemas/identity.ts';
import { environmentProcedure } from '../../trpc.ts';

export const remove = environmentProcedure('owner')
  .input(environmentRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => removeEnvironment(ctx.call, input));
