import { describe, expect, it } from 'vitest';
import type { ServiceDetail, UnitView } from '../../../server/schemas/service.ts';
import type { StackDetail } from '../../../server/schemas/stack.ts';
import { narrowSize, size, topologyOf, wideSize } from './topology-model.ts';

function unit(index: number, hostId: string | null, over: Partial<UnitView> = {}): UnitView {
  return {
    id: hostId === null ? null : `unt_${index}`,
    name: `shop-web-${index}`,
    index,
    hostId,
    hostName: hostId,
    state: hostId === null ? 'waiting' : 'running',
    reason: null,
    staleSince: null,
    revision: 1,
    containers: [],
    ...over,
  };
}

function service(name: string, units: UnitView[], links: ServiceDetail['links'] = []): ServiceDetail {
  return { id: `svc_${name}`, name, units, links } as unknown as ServiceDetail;
}

function stack(services: ServiceDetail[]): StackDetail {
  const hosts = ['h1', 'h2'].map((id) => ({ id, name: id, state: 'active', address: null }));
  return { name: 'shop', services, hosts } as unknown as StackDetail;
}

const web = service(
  'web',
  [unit(1, 'h1'), unit(2, 'h1'), unit(3, null)],
  [
    { service: 'db', alias: 'database' },
    { service: 'SHOP/db', alias: 'db' },
    { service: 'other/cache', alias: 'cache' },
  ],
);

describe('topologyOf', () => {
  const topology = topologyOf(stack([web, service('db', [unit(1, 'h2')])]), wideSize);

  it('groups units by host, and leaves waiting slots with their service', () => {
    expect(topology.services.map((node) => node.units.length)).toEqual([3, 1]);
    expect(
      topology.hosts.map((node) => node.groups.map((group) => [group.serviceName, group.units.length])),
    ).toEqual([[['web', 2]], [['db', 1]]]);
  });

  it('says as of when a host that cannot be asked is drawn', () => {
    const staleSince = '2026-03-04T14:02:11.000Z';
    const { hosts } = topologyOf(
      stack([service('web', [unit(1, 'h1', { staleSince }), unit(2, 'h2')])]),
      wideSize,
    );
    expect(hosts.map((node) => node.staleSince)).toEqual([staleSince, null]);
  });

  it('draws links inside the stack, and out of it to what lies there', () => {
    expect(topology.externals).toEqual(['other/cache']);
    expect(
      topology.edges.filter((edge) => edge.kind === 'link').map(({ target, label }) => [target, label]),
    ).toEqual([
      ['service:svc_db', 'database'],
      ['service:svc_db', null],
      ['external:other/cache', null],
    ]);
  });

  it('draws one line from a service to each of its hosts, with how many run there', () => {
    const placements = topology.edges.filter((edge) => edge.kind === 'placement');
    expect(placements.map(({ source, target, label }) => [source, target, label])).toEqual([
      ['service:svc_web', 'host:h1', '2'],
      ['service:svc_db', 'host:h2', '1'],
    ]);
  });

  it('keeps its structure while only states change', () => {
    const failing = service(
      'web',
      [unit(1, 'h1', { state: 'failing' }), unit(2, 'h1'), unit(3, null)],
      web.links,
    );
    expect(topologyOf(stack([failing, service('db', [unit(1, 'h2')])]), wideSize).structure).toBe(
      topology.structure,
    );
    const moved = service('web', [unit(1, 'h2'), unit(2, 'h1'), unit(3, null)], web.links);
    expect(topologyOf(stack([moved, service('db', [unit(1, 'h2')])]), wideSize).structure).not.toBe(
      topology.structure,
    );
  });

  it('needs a new layout when the graph gets another size', () => {
    expect(topologyOf(stack([web]), narrowSize).structure).not.toBe(
      topologyOf(stack([web]), wideSize).structure,
    );
  });

  it('has widths that hold a row of chips', () => {
    const border = 2;
    for (const { serviceWidth, serviceChips, hostWidth, hostChips, labelWidth } of [wideSize, narrowSize]) {
      const row = (chips: number) => chips * (size.chip + size.gap) - size.gap + 2 * size.padding + border;
      expect(row(serviceChips)).toBeLessThanOrEqual(serviceWidth);
      expect(row(hostChips) + labelWidth + size.gap).toBeLessThanOrEqual(hostWidth);
    }
  });

  it('counts a crowd, and keeps in view what needs a look', () => {
    const units = Array.from({ length: 200 }, (_, index) =>
      unit(index + 1, 'h1', index === 150 ? { state: 'failing' } : {}),
    );
    const [node] = topologyOf(stack([service('web', units)]), wideSize).services;
    expect(node?.units).toHaveLength(60);
    expect(node?.hidden).toBe(140);
    expect(node?.units.some((one) => one.index === 151)).toBe(true);
    expect(node?.height).toBe(size.headHeight + 11 * (size.chip + size.gap) - size.gap + size.padding);
  });
});
