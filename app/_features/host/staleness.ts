import type { Reason, ReasonCode } from '../../../server/schemas/reason.ts';

/** A host of which nothing new is known, and since when. */
export interface StaleHost {
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly since: string;
}

type Placed = {
  readonly hostId: string | null;
  readonly hostName: string | null;
  readonly staleSince: string | null;
};

const names = new Intl.Collator(undefined, { numeric: true });

/** The hosts behind units or containers of which only the past is known, each once, by name. */
export function staleHostsOf(parts: readonly Placed[]): StaleHost[] {
  const hosts = new Map<string, StaleHost>();
  for (const { hostId, hostName, staleSince } of parts) {
    if (hostId === null || staleSince === null) continue;
    const known = hosts.get(hostId);
    if (known && known.since <= staleSince) continue;
    hosts.set(hostId, { id: hostId, name: hostName ?? hostId, since: staleSince });
  }
  return [...hosts.values()].sort((a, b) => names.compare(a.name, b.name));
}

/** The first reason among services that is about a host that cannot be asked. */
export function absenceOf(services: readonly { readonly reason: Reason | null }[]): Reason | null {
  return services.find(({ reason }) => reason !== null && isAbsence(reason))?.reason ?? null;
}

const ABSENCE: readonly ReasonCode[] = ['host-reconnecting', 'host-disconnected', 'engine-unavailable'];

/** Whether a reason only says again what the notice about stale knowledge says already. */
export function isAbsence(reason: Pick<Reason, 'code'>): boolean {
  return ABSENCE.includes(reason.code);
}
