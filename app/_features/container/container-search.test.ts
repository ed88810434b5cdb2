import { expect, it } from 'vitest';
import type { ContainerSummary } from '../../../server/schemas/container.ts';
import { compareContainers, matchesContainer, passesFilter } from './container-search.ts';

function container(over: Partial<ContainerSummary>): ContainerSummary {
  return {
    id: 'ins_1',
    name: 'shop-web-1',
    launch: '',
    state: 'running',
    unitState: 'running',
    reason: null,
    dockerId: null,
    image: 'nginx:1.27',
    ipAddress: '10.42.0.7',
    startedAt: null,
    stackId: 'stk_1',
    stackName: 'shop',
    serviceId: 'svc_1',
    serviceName: 'web',
    hostId: 'hst_1',
    hostName: 'host-1',
    index: 1,
    staleSince: null,
    ...over,
  };
}

it('finds all words anywhere', () => {
  expect(matchesContainer(container({}), 'SHOP/web host-1')).toBe(true);
  expect(matchesContainer(container({}), 'shop mysql')).toBe(false);
  expect(matchesContainer(container({}), '  ')).toBe(true);
});

it('puts what fails or is unknown under "needs a look"', () => {
  const states = (['running', 'starting', 'failing', 'unknown', 'stopped'] as const).filter((unitState) =>
    passesFilter(container({ unitState }), 'attention'),
  );
  expect(states).toEqual(['failing', 'unknown']);
});

it('keeps units of a service in the order of their numbers', () => {
  const sorted = [
    container({ index: 10 }),
    container({ index: 2 }),
    container({ stackName: 'blog', index: 30 }),
  ].sort(compareContainers);
  expect(sorted.map((one) => `${one.stackName} ${one.index}`)).toEqual(['blog 30', 'shop 2', 'shop 10']);
});
