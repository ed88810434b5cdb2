import type { z } from 'zod';
import type { ComposePlan, composeInput } from '../../schemas/stack.ts';
import type { Call } from '../call.ts';
import { readFile } from './read-file.ts';

/** What applying these files would do. */
export async function planComposeFiles(
  { database }: Call,
  input: z.output<typeof composeInput>,
): Promise<ComposePlan> {
  return (await readFile(database.prisma, input)).view;
}
