import { by, compareText } from '../sort.ts';
import type { CarriedRevision, HostOffer, Outline, RecoveryProblem } from './model.ts';

interface Told {
  readonly outline: Outline;
  readonly hostId: string;
}

/** Newest first. The host decides only between copies that say the same. */
const newestFirst = by<Told>(
  (a, b) => b.outline.version - a.outline.version,
  (a, b) => compareText(b.outline.issuedAt, a.outline.issuedAt),
  (a, b) => compareText(a.hostId, b.hostId),
);

function toldBy(offers: readonly HostOffer[]): Told[] {
  return offers
    .flatMap(({ outline, hostId }) => (outline === null ? [] : [{ outline, hostId }]))
    .sort(newestFirst);
}

/** The newest copy of the environment's outline, be it one that was kept from an earlier rebuild. */
export function newestOutline(offers: readonly HostOffer[], kept: Outline | null): Outline | null {
  const newest = toldBy(offers)[0]?.outline ?? null;
  if (newest === null || kept === null) return newest ?? kept;
  return kept.version >= newest.version ? kept : newest;
}

/** Specs by service and number, each as the newest of the hosts that carry it tells. */
export interface CarriedRevisions {
  of(serviceId: string, number: number): CarriedRevision | null;
  numbersOf(serviceId: string): readonly number[];
  /** Two hosts tell different things of one revision. */
  readonly differing: readonly { readonly serviceId: string; readonly number: number }[];
}

export function carriedRevisions(offers: readonly HostOffer[]): CarriedRevisions {
  const rank = new Map(toldBy(offers).map(({ hostId }, place) => [hostId, place]));
  const ranked = [...offers].sort(
    by(
      (a, b) => (rank.get(a.hostId) ?? offers.length) - (rank.get(b.hostId) ?? offers.length),
      (a, b) => compareText(a.hostId, b.hostId),
    ),
  );
  const found = new Map<string, Map<number, CarriedRevision>>();
  const differing = new Map<string, { serviceId: string; number: number }>();
  for (const revision of ranked.flatMap((offer) => offer.revisions)) {
    const { serviceId, number } = revision;
    const numbers = found.get(serviceId) ?? new Map<number, CarriedRevision>();
    found.set(serviceId, numbers);
    const known = numbers.get(number);
    if (known === undefined) numbers.set(number, revision);
    else if (JSON.stringify(known.spec) !== JSON.stringify(revision.spec)) {
      differing.set(`${serviceId}/${number}`, { serviceId, number });
    }
  }
  return {
    of: (serviceId, number) => found.get(serviceId)?.get(number) ?? null,
    numbersOf: (serviceId) => [...(found.get(serviceId)?.keys() ?? [])].sort((a, b) => a - b),
    differing: [...differing.values()],
  };
}

/** Where the steps of a rebuild leave what people should be told. */
export type Tell = (problem: RecoveryProblem) => void;
