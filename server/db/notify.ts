import type { Change } from '../schemas/event.ts';
import type { RunSql } from './sql.ts';

/** Channels. A notification is a hint: all it says can be found again by looking. */
export const WAKE_CHANNEL = 'drover_wake';
export const JOBS_CHANNEL = 'drover_jobs';
export const CHANGES_CHANNEL = 'drover_changes';

/** PostgreSQL refuses payloads of 8000 bytes; above this many keys a change says "everything". */
const CHANGES_PER_NOTE_MAX = 100;

const NOTIFY = 'select pg_notify($1, $2)::text';

/** Delivered when the caller's transaction commits. The reconciler then visits the environment. */
export async function wakeEnvironment(run: RunSql, environmentId: string): Promise<void> {
  await run(NOTIFY, [WAKE_CHANNEL, environmentId]);
}

/** Answers the waiting polls of these hosts at once. */
export async function wakeHosts(run: RunSql, hostIds: readonly string[]): Promise<void> {
  if (hostIds.length === 0) return;
  await run('select pg_notify($1, host)::text from unnest($2::text[]) as host', [
    JOBS_CHANNEL,
    [...new Set(hostIds)],
  ]);
}

export interface ChangeNote {
  readonly environmentId: string;
  /** Null: more changed than fits, look at everything. */
  readonly changes: readonly Change[] | null;
}

/** Tells open consoles what to fetch again. */
export async function noteChanges(
  run: RunSql,
  environmentId: string,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  const unique = [...new Map(changes.map((change) => [`${change.topic}:${change.id}`, change])).values()];
  const note: ChangeNote = { environmentId, changes: unique.length > CHANGES_PER_NOTE_MAX ? null : unique };
  await run(NOTIFY, [CHANGES_CHANNEL, JSON.stringify(note)]);
}
