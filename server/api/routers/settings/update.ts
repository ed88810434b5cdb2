import { DomainError } from '../../../domain/errors.ts';
import { settingsSchema, updateSettingsInput } from '../../../schemas/identity.ts';
import { adminProcedure } from '../../trpc.ts';

export const update = adminProcedure
  .input(updateSettingsInput)
  .output(settingsSchema)
  .mutation(() => {
    throw new DomainError('unavailable', 'This server does not answer this yet.');
  });
