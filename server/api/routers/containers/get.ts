import { DomainError } from '../../../domain/errors.ts';
import { containerDetailSchema, containerRefInput } from '../../../schemas/container.ts';
import { environmentProcedure } from '../../trpc.ts';

export const get = environmentProcedure('readonly')
  .input(containerRefInput)
  .output(containerDetailSchema)
  .query(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
