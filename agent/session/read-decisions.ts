import { z } from 'zod';
import { assignmentSchema } from '../protocol/assignment.ts';
import { type AgentJob, type JobFailure, jobSchema } from '../protocol/messages.ts';

/*
 * Decisions are read one by one: what a newer server says of one unit, or what was damaged, must not keep the decisions
 * about all others from being heard.
 */

/** An answer to a poll before its jobs are looked at. */
export const pollAnswerSchema = z.object({ jobs: z.array(z.unknown()).max(1_000) });

export const syncAnswerSchema = z.object({
  assignments: z.array(z.unknown()).max(20_000),
  unknownUnitIds: z.array(z.string()),
  forgottenUnitIds: z.array(z.string()),
});

export interface ReadEntries<T> {
  readonly read: readonly T[];
  readonly unread: readonly unknown[];
}

function readEach<T>(schema: z.ZodType<T>, entries: readonly unknown[]): ReadEntries<T> {
  const read: T[] = [];
  const unread: unknown[] = [];
  for (const entry of entries) {
    const parsed = schema.safeParse(entry);
    if (parsed.success) read.push(parsed.data);
    else unread.push(entry);
  }
  return { read, unread };
}

export function readJobs(entries: readonly unknown[]): ReadEntries<AgentJob> {
  return readEach(jobSchema, entries);
}

export function readAssignments(entries: readonly unknown[]): ReadEntries<z.infer<typeof assignmentSchema>> {
  return readEach(assignmentSchema, entries);
}

const aboutSchema = z.object({
  id: z.string(),
  assignment: z.object({ unitId: z.string(), generation: z.number().int() }),
});

/** What the server is told of a job that cannot be read; null when not even that much of it can. */
export function unreadJobFailure(job: unknown): JobFailure | null {
  const about = aboutSchema.safeParse(job);
  if (!about.success) return null;
  const { id: jobId, assignment } = about.data;
  const message = 'The agent of this host cannot read the job. It may be older than the server: update it.';
  return { ...assignment, jobId, error: { code: 'invalid-spec', message, launch: '' } };
}
