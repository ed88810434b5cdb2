import { type HostState, hostStateSchema } from '../../../server/schemas/host.ts';

type ShownHostState = Exclude<HostState, 'removed' | 'purged'>;

/** A stack names the states of hosts as plain text; those that are gone or unknown have no shape of their own. */
export function asHostState(state: string): ShownHostState | null {
  const parsed = hostStateSchema.exclude(['removed', 'purged']).safeParse(state);
  return parsed.success ? parsed.data : null;
}
