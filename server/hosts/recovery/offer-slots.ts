/** Each large offer may be many megabytes, and anyone may send one. */
const LARGE_OFFERS_MAX = { total: 16, perNetwork: 2 };
/** For a whole large offer to arrive; a line that is slower than that would hold the place of others. */
export const LARGE_OFFER_READ_MS = 15_000;

export interface OfferSlots {
  /** Gives the place back when called. Null when all are taken, or all that one network may have. */
  take(network: string): (() => void) | null;
}

/** Large offers that are being read or judged at this moment. */
export function createOfferSlots(limits = LARGE_OFFERS_MAX): OfferSlots {
  const byNetwork = new Map<string, number>();
  let total = 0;
  return {
    take(network) {
      const taken = byNetwork.get(network) ?? 0;
      if (total >= limits.total || taken >= limits.perNetwork) return null;
      total += 1;
      byNetwork.set(network, taken + 1);
      return () => {
        total -= 1;
        const left = (byNetwork.get(network) ?? 0) - 1;
        if (left > 0) byNetwork.set(network, left);
        else byNetwork.delete(network);
      };
    },
  };
}
