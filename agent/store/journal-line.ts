import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { assignmentSchema } from '../protocol/assignment.ts';

const recordSchema = z.object({
  assignment: assignmentSchema,
  servedBefore: z.number().int(),
  served: z.record(z.string(), z.number().int()),
});
/** What must survive a restart of the agent to keep one unit true. */
export type UnitRecord = z.infer<typeof recordSchema>;

const entrySchema = z.object({ unitId: z.string(), record: recordSchema.nullable() });
/** `null`: the unit is forgotten. */
export type JournalEntry = z.infer<typeof entrySchema>;

export function writeLine(entry: JournalEntry): string {
  const json = JSON.stringify(entry);
  return `${checksum(json)} ${json}\n`;
}

/** Null when the line is not what was written: half a line after a power cut, or a damaged disk. */
export function readLine(line: string): JournalEntry | null {
  const json = line.slice(9);
  if (line.slice(0, 8) !== checksum(json)) return null;
  try {
    return entrySchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
