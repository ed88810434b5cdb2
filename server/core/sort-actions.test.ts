import { expect, it } from 'vitest';
import type { Action } from './model/plan.ts';
import { sortActions } from './sort-actions.ts';
import { cluster } from './testing/builders.ts';

const { units } = cluster()
  .host('h1')
  .service('a', { scale: 3 })
  .running('a', 2, 'h1')
  .running('a', 1, 'h1', { id: 'z' })
  .running('a', 1, 'h1', { id: 'y' })
  .service('b')
  .running('b', 1, 'h1').input;

const forget = (unitId: string, serviceId: string): Action => ({
  kind: 'forget',
  unitId,
  serviceId,
  hostId: 'h1',
  cause: 'gone',
});
const dispatch = (unitId: string): Action => ({
  kind: 'dispatch',
  unitId,
  hostId: 'h1',
  generation: 1,
  cause: 'resend',
});
const hostState = (hostId: string): Action => ({
  kind: 'host-state',
  hostId,
  from: 'active',
  to: 'inactive',
  cause: 'requested',
});

it('actions are sorted by kind, service, index and id, however they come', () => {
  const sorted: readonly Action[] = [
    hostState('h1'),
    hostState('h2'),
    dispatch('a-2'),
    dispatch('b-1'),
    forget('y', 'a'),
    forget('z', 'a'),
    forget('a-2', 'a'),
    { kind: 'finish-service', serviceId: 'a' },
    { kind: 'finish-service', serviceId: 'b' },
    { kind: 'finish-stack', stackId: 's' },
  ];
  expect(sortActions(sorted.toReversed(), units)).toEqual(sorted);
  expect(sortActions([...sorted.slice(5), ...sorted.slice(0, 5)], units)).toEqual(sorted);
});
