import { expect, it } from 'vitest';
import { createOfferSlots } from './offer-slots.ts';

it('one network takes no more than its share of the places, and all of them have an end', () => {
  const slots = createOfferSlots({ total: 3, perNetwork: 2 });
  const first = slots.take('a');
  expect(slots.take('a')).not.toBeNull();
  expect(slots.take('a')).toBeNull();
  expect(slots.take('b')).not.toBeNull();
  expect(slots.take('c')).toBeNull();
  first?.();
  expect(slots.take('c')).not.toBeNull();
  expect(slots.take('a')).toBeNull();
});

it('a place that was given back can be taken again', () => {
  const slots = createOfferSlots({ total: 1, perNetwork: 1 });
  for (let again = 0; again < 3; again++) {
    const giveBack = slots.take('a');
    expect(giveBack).not.toBeNull();
    giveBack?.();
  }
});
