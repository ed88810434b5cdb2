import type { HostState } from '../../../server/schemas/host.ts';

const shown = ['registering', 'active', 'inactive', 'reconnecting', 'disconnected', 'removing'] as const;

type ShownHostState = Extract<HostState, (typeof shown)[number]>;

/** A stack names the states of hosts as plain text; those that are gone or unknown have no shape of their own. */
export function asHostState(state: string): ShownHostState | null {
  return shown.find((known) => known === state) ?? null;
}
