import type { CarriedRevision, HostOffer, Present, Rebuild } from '../../../core/recovery/model.ts';
import { planRebuild } from '../../../core/recovery/rebuild.ts';
import { fingerprintOf } from '../../../lib/key-fingerprint.ts';
import { serviceSpecSchema } from '../../../schemas/service.ts';
import type { QueryRows } from '../../sql.ts';
import type { OfferWithContent } from './offers.ts';
import { listNamedEnvironments, readPresent } from './read-present.ts';

/** A spec that a newer server wrote may hold what this one would have to leave out; such a spec is not used at all. */
function toRevision(carried: Omit<CarriedRevision, 'spec'> & { readonly spec?: unknown }): CarriedRevision {
  const spec = serviceSpecSchema.safeParse(carried.spec);
  return { ...carried, spec: spec.success ? spec.data : null };
}

export function toHostOffer({ content, ...row }: OfferWithContent): HostOffer {
  const { blueprint } = content;
  const { id, hostId, environmentId, machineId, publicKey, hostName } = row;
  return {
    id,
    hostId,
    environmentId,
    machineId,
    publicKey,
    keyFingerprint: fingerprintOf(publicKey),
    fallbackName: hostName,
    host: blueprint?.host ?? null,
    outline: blueprint?.outline ?? null,
    revisions: (blueprint?.revisions ?? []).map(toRevision),
    heldUnitIds: content.units.map((unit) => unit.unitId),
  };
}

export interface OffersPlan {
  readonly rebuilds: readonly Rebuild[];
  readonly presentById: ReadonlyMap<string, Present>;
}

/** What taking these offers in would write, by what is here now. */
export async function planOffers(query: QueryRows, offers: readonly OfferWithContent[]): Promise<OffersPlan> {
  const hostOffers = offers.map(toHostOffer);
  const presentById = new Map<string, Present>();
  for (const [environmentId, own] of Map.groupBy(hostOffers, (offer) => offer.environmentId)) {
    const hostIds = own.flatMap((offer) => [
      offer.hostId,
      ...(offer.outline?.hosts.map((host) => host.id) ?? []),
    ]);
    presentById.set(environmentId, await readPresent(query, environmentId, [...new Set(hostIds)]));
  }
  const environments = await listNamedEnvironments(query);
  return { rebuilds: planRebuild(hostOffers, presentById, environments), presentById };
}
