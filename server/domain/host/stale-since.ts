export interface HostStanding {
  readonly state: string;
  readonly engineReachable: boolean;
  readonly knownAt: Date | null;
}

/**
 * Since when nobody could look at the host's containers: what is shown of them is as old as that. Null while the host
 * answers and its engine too, and when nothing was ever known.
 */
export function staleSince({ state, engineReachable, knownAt }: HostStanding): string | null {
  const answers = state !== 'reconnecting' && state !== 'disconnected';
  return answers && engineReachable ? null : (knownAt?.toISOString() ?? null);
}
