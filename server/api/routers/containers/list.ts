import { z } from 'zod';
import { readContainers } from '../../../domain/container/read-containers.ts';
import { containerSummarySchema, listContainersInput } from '../../../schemas/container.ts';
import { environmentProcedure } from '../../trpc.ts';

export const list = environmentProcedure('readonly')
  .input(listContainersInput)
  .output(z.array(containerSummarySchema))
  .query(({ ctx, input }) => readContainers(ctx.call, input));
