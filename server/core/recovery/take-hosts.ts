import { by, compareText } from '../sort.ts';
import type { Tell } from './carried.ts';
import { liveCounts } from './live-counts.ts';
import type {
  HostOffer,
  HostToTake,
  Outline,
  OutlineHost,
  Present,
  PresentHost,
  RecoveryProblem,
} from './model.ts';

type Objection = Extract<
  RecoveryProblem['code'],
  'host-removed' | 'host-known' | 'host-key-replaced' | 'host-twice'
>;

interface Known {
  readonly present: PresentHost | undefined;
  readonly listed: OutlineHost | undefined;
  /** The host that the machine is already: one that is here, or one that is being taken. */
  readonly twin: 'here' | 'taken' | undefined;
}

/** Why the offer is not taken; null when it is. */
function objection(offer: HostOffer, { present, listed, twin }: Known): Objection | null {
  if (present?.removed === true) return 'host-removed';
  const keyed = present !== undefined && present.publicKey !== '';
  if (keyed || (present !== undefined && present.environmentId !== offer.environmentId)) return 'host-known';
  const listedKey = listed?.keyFingerprint;
  if (listedKey !== undefined && listedKey !== offer.keyFingerprint) return 'host-key-replaced';
  if (twin === undefined) return null;
  return twin === 'here' ? 'host-known' : 'host-twice';
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

function absentHost(id: string, name: string): HostToTake {
  const nothingTold = { description: '', desired: 'active', labels: {}, commandLabels: {} } as const;
  return { id, name, ...nothingTold, createdAt: null, offer: null };
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
  const listedById = new Map(outline?.hosts.map((host) => [host.id, host]));
  const twins = new Map<string, 'here' | 'taken'>(
    present.hosts.filter((host) => !host.removed).map((host) => [host.machineId, 'here']),
  );
  const taken = new Map<string, HostToTake>();
  const refused = new Set<string>();
  // Of a machine that was removed and added again, the host that the list has goes first.
  const inTurn = by<HostOffer>(
    (a, b) => Number(listedById.has(b.hostId)) - Number(listedById.has(a.hostId)),
    (a, b) => compareText(a.hostId, b.hostId),
    (a, b) => compareText(a.id, b.id),
  );
  for (const offer of [...offers].sort(inTurn)) {
    const { hostId, machineId } = offer;
    if (taken.has(hostId)) continue;
    const listed = listedById.get(hostId);
    const hostName = offer.host?.name ?? listed?.name ?? offer.fallbackName;
    const known = knownById.get(hostId);
    const reason = objection(offer, { present: known, listed, twin: twins.get(machineId) });
    if (reason === null) {
      if (outline !== null && listed === undefined && known === undefined) {
        tell({ code: 'host-not-listed', hostName });
      }
      taken.set(hostId, toHost(offer, hostName));
      twins.set(machineId, 'taken');
    } else {
      tell({ code: reason, hostName });
      // Whoever has the old key has come; the host itself has not.
      if (reason !== 'host-key-replaced') refused.add(hostId);
    }
  }
  const unitCounts = liveCounts(outline?.units ?? [], 'hostId');
  for (const { id, name } of outline?.hosts ?? []) {
    if (taken.has(id) || refused.has(id) || knownById.has(id)) continue;
    tell({ code: 'host-absent', hostName: name, unitCount: unitCounts.get(id) ?? 0 });
    taken.set(id, absentHost(id, name));
  }
  return [...taken.values()].sort((a, b) => compareText(a.id, b.id));
}
