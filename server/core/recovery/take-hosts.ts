import { by, compareText } from '../sort.ts';
import type { Tell } from './carried.ts';
import type { HostOffer, HostToTake, Outline, Present, PresentHost } from './model.ts';

function nameOf(offer: HostOffer, outline: Outline | null): string {
  const listed = outline?.hosts.find((host) => host.id === offer.hostId);
  return offer.host?.name ?? listed?.name ?? offer.fallbackName;
}

/** Why the offer is not taken; null when it is. */
function objection(
  offer: HostOffer,
  present: Present,
  known: PresentHost | undefined,
): 'host-removed' | 'host-known' | null {
  if (known?.removed === true) return 'host-removed';
  const keyed = known !== undefined && known.publicKey !== '';
  if (keyed || (known !== undefined && known.environmentId !== offer.environmentId)) return 'host-known';
  const twin = present.hosts.some(
    (host) => !host.removed && host.id !== offer.hostId && host.machineId === offer.machineId,
  );
  return twin ? 'host-known' : null;
}

function toHost(offer: HostOffer, name: string): HostToTake {
  const { id, machineId, publicKey, host } = offer;
  return {
    id: offer.hostId,
    name,
    description: host?.description ?? '',
    desired: host?.desired ?? 'active',
    labels: host?.labels ?? {},
    commandLabels: host?.commandLabels ?? {},
    createdAt: host?.createdAt ?? null,
    offer: { id, machineId, publicKey },
  };
}

interface Sources {
  readonly offers: readonly HostOffer[];
  readonly outline: Outline | null;
  readonly present: Present;
  readonly tell: Tell;
}

/**
 * The hosts that came, and by name those that the outline lists and that have not come: what they hold is not known, and
 * unknown is not empty, so their units keep their slots until the ordinary rule about lost hosts gives them up.
 */
export function takeHosts({ offers, outline, present, tell }: Sources): HostToTake[] {
  const knownById = new Map(present.hosts.map((host) => [host.id, host]));
  const taken = new Map<string, HostToTake>();
  const refused = new Set<string>();
  for (const offer of [...offers].sort(
    by(
      (a, b) => compareText(a.hostId, b.hostId),
      (a, b) => compareText(a.id, b.id),
    ),
  )) {
    const hostName = nameOf(offer, outline);
    const reason = objection(offer, present, knownById.get(offer.hostId));
    if (reason !== null) {
      refused.add(offer.hostId);
      tell({ code: reason, hostName });
    } else if (!taken.has(offer.hostId)) {
      const listed = outline?.hosts.some((host) => host.id === offer.hostId) ?? true;
      if (!listed && !knownById.has(offer.hostId)) tell({ code: 'host-not-listed', hostName });
      taken.set(offer.hostId, toHost(offer, hostName));
    }
  }
  for (const { id, name } of outline?.hosts ?? []) {
    if (taken.has(id) || refused.has(id) || knownById.has(id)) continue;
    const unitCount =
      outline?.units.filter((unit) => unit.hostId === id && unit.desired !== 'removed').length ?? 0;
    tell({ code: 'host-absent', hostName: name, unitCount });
    taken.set(id, {
      id,
      name,
      description: '',
      desired: 'active',
      labels: {},
      commandLabels: {},
      createdAt: null,
      offer: null,
    });
  }
  return [...taken.values()].sort((a, b) => compareText(a.id, b.id));
}
