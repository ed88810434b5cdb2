import type { z } from 'zod';
import { listMembers } from '../../db/repositories/member.ts';
import type { memberViewSchema } from '../../schemas/identity.ts';
import type { Call } from '../call.ts';

export async function readMembers(
  call: Call,
  { environmentId }: { environmentId: string },
): Promise<z.output<typeof memberViewSchema>[]> {
  return [...(await listMembers(call.database.prisma, environmentId))];
}
