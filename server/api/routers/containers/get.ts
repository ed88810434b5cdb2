import { readContainer } from '../../../domain/container/read-containers.ts';
import { containerDetailSchema, containerRefInput } from '../../../schemas/container.ts';
import { environmentProcedure } from '../../trpc.ts';

export const get = environmentProcedure('readonly')
  .input(containerRefInput)
  .output(containerDetailSchema)
  .query(({ ctx, input }) => readContainer(ctx.call, input));
