import { DomainError } from '../../../domain/errors.ts';
import { settingsSchema } from '../../../schemas/identity.ts';
import { userProcedure } from '../../trpc.ts';

export const get = userProcedure.output(settingsSchema).query(() => {
  throw new DomainError('unavailable', 'This server does not answer this yet.');
});
