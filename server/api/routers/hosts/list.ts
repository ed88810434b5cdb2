import { z } from 'zod';
import { readHosts } from '../../../domain/host/read-hosts.ts';
import { hostViewSchema } from '../../../schemas/host.ts';
import { environmentRefInput } from '../../../schemas/identity.ts';
import { environmentProcedure } from '../../trpc.ts';

export const list = environmentProcedure('readonly')
  .input(environmentRefInput)
  .output(z.array(hostViewSchema))
  .query(({ ctx, input }) => readHosts(ctx.call, input));
