import { expect, it } from 'vitest';
import { mayRemoveEnvironment } from '../../../server/domain/environment/environment.policy.ts';
import { isEmpty } from './is-empty.ts';

it('agrees with the server about what may be deleted', () => {
  for (const hostCount of [0, 1]) {
    for (const stackCount of [0, 2]) {
      const counts = { hostCount, stackCount };
      expect(isEmpty(counts)).toBe(mayRemoveEnvironment(counts).allowed);
    }
  }
});
