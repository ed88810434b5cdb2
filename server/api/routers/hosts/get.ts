import { readHost } from '../../../domain/host/read-hosts.ts';
import { hostRefInput, hostViewSchema } from '../../../schemas/host.ts';
import { environmentProcedure } from '../../trpc.ts';

export const get = environmentProcedure('readonly')
  .input(hostRefInput)
  .output(hostViewSchema)
  .query(({ ctx, input }) => readHost(ctx.call, input));
