import { z } from 'zod';
import { removeContainer } from '../../../domain/container/remove-container.ts';
import { containerRefInput } from '../../../schemas/container.ts';
import { environmentProcedure } from '../../trpc.ts';

/** A new container of the same name takes its place. */
export const remove = environmentProcedure('restricted')
  .input(containerRefInput)
  .output(z.void())
  .mutation(({ ctx, input }) => removeContainer(ctx.call, input));
