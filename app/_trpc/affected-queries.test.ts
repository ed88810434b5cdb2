import { describe, expect, it } from 'vitest';
import { changeTopicSchema } from '../../server/schemas/event.ts';
import { everything, isAffected } from './affected-queries.ts';

const hostQuery = [['hosts', 'get'], { input: { environmentId: 'env_1', hostId: 'hst_1' }, type: 'query' }];
const hostList = [['hosts', 'list'], { input: { environmentId: 'env_1' }, type: 'query' }];

describe('isAffected', () => {
  it('a changed host touches its own page and every list of hosts, not other hosts', () => {
    expect(isAffected(hostQuery, [{ topic: 'host', id: 'hst_1' }])).toBe(true);
    expect(isAffected(hostQuery, [{ topic: 'host', id: 'hst_2' }])).toBe(false);
    expect(isAffected(hostList, [{ topic: 'host', id: 'hst_2' }])).toBe(true);
  });

  it('a change without an id touches the whole topic', () => {
    expect(isAffected(hostQuery, [{ topic: 'hosts', id: null }])).toBe(true);
    expect(isAffected([['events', 'list'], { type: 'infinite' }], everything)).toBe(true);
  });

  it('leaves other topics and foreign keys alone', () => {
    expect(isAffected(hostList, [{ topic: 'stacks', id: null }])).toBe(false);
    expect(isAffected(['local'], everything)).toBe(false);
  });
});

it('knows every topic the server can send', () => {
  expect(new Set(everything.map((change) => change.topic))).toEqual(new Set(changeTopicSchema.options));
});
