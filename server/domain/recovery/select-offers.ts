import type { z } from 'zod';
import { lockOffers, type OfferWithContent } from '../../db/repositories/recovery/offers.ts';
import type { QueryRows } from '../../db/sql.ts';
import type { recoverySelectionInput } from '../../schemas/recovery.ts';
import { DomainError } from '../errors.ts';

/** The fingerprint is what a person compares; an offer of another server in the selection is a mistake or a trick. */
export async function selectOffers(
  query: QueryRows,
  { fingerprint, offerIds }: z.output<typeof recoverySelectionInput>,
): Promise<OfferWithContent[]> {
  const wanted = new Set(offerIds);
  const offers = await lockOffers(query, [...wanted]);
  if (offers.some((offer) => offer.fingerprint !== fingerprint)) {
    throw new DomainError(
      'forbidden',
      'One of these hosts comes from another server than the one you named.',
      {
        field: 'offerIds',
      },
    );
  }
  if (offers.length < wanted.size) {
    throw new DomainError(
      'not-found',
      'One of these hosts is not waiting any more. Look at the list again.',
      {
        field: 'offerIds',
      },
    );
  }
  return offers;
}
