import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostOffer, Outline, OutlineService, OutlineUnit, Present, Rebuild } from './model.ts';
import { planRebuild } from './rebuild.ts';

const AT = '2026-11-20T10:00:00.000Z';

function unit(service: string, index: number, host: string, change: Partial<OutlineUnit> = {}): OutlineUnit {
  return {
    id: `${service}${index}`,
    serviceId: service,
    hostId: host,
    index,
    createIndex: index,
    generation: 3,
    revision: 1,
    desired: 'running',
    restartCount: 0,
    recreations: {},
    instances: { '': `i-${service}${index}` },
    ...change,
  };
}

function service(id: string, change: Partial<OutlineService> = {}): OutlineService {
  return {
    id,
    stackId: 'shop',
    name: id,
    description: '',
    kind: 'service',
    scale: 2,
    desired: 'running',
    restartCount: 0,
    links: [],
    revisionNumber: 1,
    nextCreateIndex: 9,
    createdAt: AT,
    ...change,
  };
}

function outline(change: Partial<Outline> = {}): Outline {
  return {
    version: 5,
    issuedAt: AT,
    environment: { id: 'env', name: 'Default', description: '', createdAt: AT },
    hosts: [
      { id: 'a', name: 'host-a' },
      { id: 'b', name: 'host-b' },
    ],
    stacks: [{ id: 'shop', name: 'shop', description: '', desired: 'present', createdAt: AT }],
    services: [service('web')],
    units: [unit('web', 1, 'a'), unit('web', 2, 'b')],
    ...change,
  };
}

function offer(hostId: string, change: Partial<HostOffer> = {}): HostOffer {
  return {
    id: `offer-${hostId}`,
    hostId,
    environmentId: 'env',
    machineId: `machine-${hostId}`,
    publicKey: `key-${hostId}`,
    keyFingerprint: `print-${hostId}`,
    fallbackName: hostId,
    host: null,
    outline: outline(),
    revisions: [revision('web', 1)],
    heldUnitIds: [],
    ...change,
  };
}

function revision(serviceId: string, number: number, image = `${serviceId}:${number}`) {
  return {
    id: `${serviceId}-r${number}`,
    serviceId,
    number,
    createdAt: AT,
    spec: { launch: { image }, sidekicks: [] },
  };
}

const EMPTY: Present = {
  environment: null,
  outline: null,
  hosts: [],
  stacks: [],
  services: [],
  revisions: [],
  units: [],
};

function rebuild(offers: readonly HostOffer[], present: Partial<Present> = {}): Rebuild {
  const [only] = planRebuild(offers, new Map([['env', { ...EMPTY, ...present }]]), []);
  if (only === undefined) throw new Error('Nothing was planned.');
  return only;
}

const codes = (plan: Rebuild) => plan.problems.map((problem) => problem.code);
const unitsOf = (plan: Rebuild) =>
  plan.units.map(({ id, hostId, desired, generation }) => [id, hostId, desired, generation]);

describe('a rebuild', () => {
  it('brings back all that the newest outline tells, whoever carries it', () => {
    const older = outline({
      version: 4,
      services: [service('web', { scale: 1 })],
      units: [unit('web', 1, 'a')],
    });
    const plan = rebuild([offer('a', { outline: older }), offer('b')]);
    expect(plan.services.map(({ name, scale, change }) => [name, scale, change])).toEqual([
      ['web', 2, 'create'],
    ]);
    expect(unitsOf(plan)).toEqual([
      ['web1', 'a', 'running', 3],
      ['web2', 'b', 'running', 3],
    ]);
    expect(plan.units[0]?.instances).toEqual([{ id: 'i-web1', launch: '', name: 'shop-web-1' }]);
    expect(plan.problems).toEqual([]);
  });

  it('keeps the units of a host that has not come on that host', () => {
    const plan = rebuild([offer('a')]);
    expect(plan.hosts.map(({ id, name, offer: from }) => [id, name, from !== null])).toEqual([
      ['a', 'host-a', true],
      ['b', 'host-b', false],
    ]);
    expect(unitsOf(plan)).toContainEqual(['web2', 'b', 'running', 3]);
    expect(plan.problems).toEqual([{ code: 'host-absent', hostName: 'host-b', unitCount: 1 }]);
  });

  it('tells the name of a service that no host carries the spec of, and rebuilds it when one comes', () => {
    const told = outline({
      services: [service('web'), service('db')],
      units: [unit('web', 1, 'a'), unit('db', 1, 'b')],
    });
    const first = rebuild([offer('a', { outline: told })]);
    expect(first.services.map(({ name }) => name)).toEqual(['web']);
    expect(first.problems).toContainEqual({ code: 'service-without-spec', service: 'shop/db', unitCount: 1 });
    const later = rebuild(
      [offer('b', { outline: outline({ version: 1 }), revisions: [revision('db', 1)] })],
      {
        environment: { name: 'Default', removed: false },
        outline: told,
        hosts: [{ id: 'b', environmentId: 'env', machineId: '', publicKey: '', removed: false }],
        stacks: [{ id: 'shop', name: 'shop', removed: false }],
      },
    );
    expect(later.services.map(({ name, change }) => [name, change])).toEqual([['db', 'create']]);
    expect(unitsOf(later)).toEqual([['db1', 'b', 'running', 3]]);
  });

  it('does not bring back what was removed here', () => {
    const plan = rebuild([offer('a'), offer('b')], {
      environment: { name: 'Default', removed: false },
      stacks: [{ id: 'shop', name: 'shop', removed: false }],
      services: [{ id: 'web', stackId: 'shop', name: 'web', removed: true, revisionNumber: 1 }],
    });
    expect([plan.services, plan.units]).toEqual([[], []]);
  });

  it('lets nobody in that was removed here, or is known by another key or as another host', () => {
    const known = { environmentId: 'env', machineId: 'm', publicKey: 'k', removed: false };
    const plan = rebuild([offer('a'), offer('b'), offer('c')], {
      environment: { name: 'Default', removed: false },
      hosts: [
        { ...known, id: 'a', removed: true },
        { ...known, id: 'b' },
        { ...known, id: 'x', machineId: 'machine-c' },
      ],
    });
    expect(plan.hosts).toEqual([]);
    expect(codes(plan).sort()).toEqual(['host-known', 'host-known', 'host-removed', 'unit-without-host']);
  });

  it('lets nobody in by a key that the older server had replaced, and keeps the place of the host', () => {
    const listing = (keyFingerprint?: string) =>
      outline({ hosts: [{ id: 'a', name: 'host-a', keyFingerprint }], units: [unit('web', 1, 'a')] });
    const by = (keyFingerprint?: string) => rebuild([offer('a', { outline: listing(keyFingerprint) })]);
    const stolen = by('print-of-the-new-key');
    expect(stolen.hosts).toMatchObject([{ id: 'a', offer: null }]);
    expect(unitsOf(stolen)).toEqual([['web1', 'a', 'running', 3]]);
    expect(codes(stolen)).toEqual(['host-absent', 'host-key-replaced']);
    for (const good of [by('print-a'), by()]) {
      expect(good.hosts).toMatchObject([{ id: 'a', offer: { publicKey: 'key-a' } }]);
      expect(good.problems).toEqual([]);
    }
  });

  it('takes a machine in once: as the host that the newest list has', () => {
    const machineId = 'machine';
    const again = offer('0-removed', { machineId, outline: outline({ version: 4 }) });
    const plan = rebuild([again, offer('a', { machineId }), offer('b')]);
    expect(plan.hosts.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(plan.problems).toEqual([{ code: 'host-twice', hostName: '0-removed' }]);
  });

  it('takes an older unit back only to remove it when its slot is filled', () => {
    const plan = rebuild([offer('a'), offer('b')], {
      environment: { name: 'Default', removed: false },
      stacks: [{ id: 'shop', name: 'shop', removed: false }],
      services: [{ id: 'web', stackId: 'shop', name: 'web', removed: false, revisionNumber: 1 }],
      units: [{ id: 'new', serviceId: 'web', index: 2, live: true }],
    });
    expect(unitsOf(plan)).toContainEqual(['web2', 'b', 'removed', 4]);
    expect(unitsOf(plan)).toContainEqual(['web1', 'a', 'running', 3]);
  });

  it('does not bring back units that went since from hosts that have been here all along', () => {
    const host = { environmentId: 'env', machineId: 'm', publicKey: 'k', removed: false };
    const plan = rebuild([offer('b')], {
      environment: { name: 'Default', removed: false },
      hosts: [{ ...host, id: 'a' }],
      stacks: [{ id: 'shop', name: 'shop', removed: false }],
      services: [{ id: 'web', stackId: 'shop', name: 'web', removed: false, revisionNumber: 1 }],
    });
    expect(unitsOf(plan)).toEqual([['web2', 'b', 'running', 3]]);
  });

  it('of two units in one slot keeps the one that was decided on later', () => {
    const twice = outline({
      units: [unit('web', 1, 'a'), unit('web', 1, 'b', { id: 'again', generation: 8 })],
    });
    const plan = rebuild([offer('a', { outline: twice })]);
    expect(unitsOf(plan)).toEqual([
      ['again', 'b', 'running', 8],
      ['web1', 'a', 'removed', 4],
    ]);
  });

  it.each<readonly [name: string, offers: readonly HostOffer[], present: Partial<Present>, code: string]>([
    [
      'environment that was removed here',
      [offer('a')],
      { environment: { name: 'x', removed: true } },
      'environment-removed',
    ],
    ['environment that nobody tells of', [offer('a', { outline: null })], {}, 'environment-unknown'],
    ['host that the list lacks', [offer('a'), offer('z')], {}, 'host-not-listed'],
    [
      'stack of the same name',
      [offer('a')],
      { environment: { name: 'x', removed: false }, stacks: [{ id: 'other', name: 'Shop', removed: false }] },
      'stack-name-taken',
    ],
    [
      'spec that cannot be read',
      [offer('a', { revisions: [{ ...revision('web', 1), spec: null }] })],
      {},
      'spec-unreadable',
    ],
    [
      'revision told in two ways',
      [offer('a'), offer('b', { revisions: [revision('web', 1, 'other')] })],
      {},
      'revision-differs',
    ],
    ['unit that nothing tells of', [offer('a', { heldUnitIds: ['ghost'] })], {}, 'unit-unknown'],
  ])('tells of an %s', (_, offers, present, code) => {
    expect(codes(rebuild(offers, present))).toContain(code);
  });

  it('gives the empty environment that came with setting up no name of an older one', () => {
    const present = new Map([['env', EMPTY]]);
    const named = (empty: boolean) =>
      planRebuild([offer('a')], present, [{ id: 'new', name: 'default', empty }])[0];
    expect(named(true)).toMatchObject({ environment: { name: 'Default' }, replacesId: 'new' });
    expect(named(false)).toMatchObject({ environment: { name: 'Default (recovered)' }, replacesId: null });
  });
});

describe('whatever hosts tell', () => {
  const unitArb = fc.record({
    serviceId: fc.constantFrom('web', 'db'),
    id: fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5'),
    hostId: fc.constantFrom('a', 'b', 'c', 'gone'),
    index: fc.integer({ min: 1, max: 3 }),
    generation: fc.integer({ min: 1, max: 5 }),
    revision: fc.integer({ min: 1, max: 3 }),
    desired: fc.constantFrom('running' as const, 'stopped' as const, 'removed' as const),
  });
  const outlineArb = fc
    .record({
      version: fc.integer({ min: 1, max: 3 }),
      keyFingerprint: fc.option(fc.constantFrom('print-1', 'print-2'), { nil: undefined }),
      services: fc.uniqueArray(fc.constantFrom('web', 'db')),
      units: fc.uniqueArray(unitArb, { selector: (one) => one.id, maxLength: 5 }),
    })
    .map(({ version, keyFingerprint, services, units }) =>
      outline({
        version,
        hosts: [
          { id: 'a', name: 'host-a', keyFingerprint },
          { id: 'b', name: 'host-b' },
        ],
        services: services.map((id) => service(id, { revisionNumber: 2 })),
        units: units.map(({ serviceId, hostId, index, ...rest }) => unit(serviceId, index, hostId, rest)),
      }),
    );
  const offersArb = fc.uniqueArray(
    fc.record({
      hostId: fc.constantFrom('a', 'b', 'c'),
      machineId: fc.constantFrom('machine-1', 'machine-2', 'machine-3'),
      keyFingerprint: fc.constantFrom('print-1', 'print-2'),
      told: fc.option(outlineArb),
      revisions: fc.array(
        fc.record({
          of: fc.constantFrom('web', 'db'),
          number: fc.integer({ min: 1, max: 3 }),
          image: fc.constantFrom('x', 'y'),
        }),
        { maxLength: 4 },
      ),
    }),
    { selector: (one) => one.hostId, minLength: 1 },
  );
  const presentArb = fc.record({
    here: fc.boolean(),
    removed: fc.boolean(),
    units: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('u1', 'u9'),
        serviceId: fc.constant('web'),
        index: fc.integer({ min: 1, max: 3 }),
        live: fc.boolean(),
      }),
      { selector: (one) => one.id },
    ),
  });
  const caseArb = fc.tuple(offersArb, presentArb).map(([told, { here, removed, units }]) => ({
    offers: told.map((one) =>
      offer(one.hostId, {
        machineId: one.machineId,
        keyFingerprint: one.keyFingerprint,
        outline: one.told,
        revisions: one.revisions.map(({ of, number, image }) => revision(of, number, image)),
      }),
    ),
    present: here
      ? {
          environment: { name: 'Default', removed: false },
          stacks: [{ id: 'shop', name: 'shop', removed: false }],
          services: [{ id: 'web', stackId: 'shop', name: 'web', removed, revisionNumber: 2 }],
          revisions: [{ id: 'here-r2', serviceId: 'web', number: 2 }],
          units: [...new Map(units.map((one) => [`${one.index}${one.live}`, one])).values()],
        }
      : {},
  }));

  it('the order in which they came is of no account', () => {
    fc.assert(
      fc.property(caseArb, fc.integer(), ({ offers, present }, seed) => {
        const shuffled = [...offers].sort(
          (a, b) => ((a.hostId.charCodeAt(0) * seed) % 7) - ((b.hostId.charCodeAt(0) * seed) % 7),
        );
        expect(rebuild(shuffled, present)).toEqual(rebuild(offers, present));
        expect(rebuild([...offers].reverse(), present)).toEqual(rebuild(offers, present));
      }),
    );
  });

  it('no machine is taken in as two hosts', () => {
    fc.assert(
      fc.property(caseArb, ({ offers, present }) => {
        const machines = rebuild(offers, present).hosts.flatMap((host) => host.offer?.machineId ?? []);
        expect(new Set(machines).size).toBe(machines.length);
      }),
    );
  });

  it('no unit comes twice, no slot is filled twice, and everything refers to what is there', () => {
    fc.assert(
      fc.property(caseArb, ({ offers, present }) => {
        const plan = rebuild(offers, present);
        const ids = plan.units.map(({ id }) => id);
        const known = present.units ?? [];
        expect(new Set([...ids, ...known.map(({ id }) => id)]).size).toBe(ids.length + known.length);
        const slots = [
          ...plan.units.filter((one) => one.desired !== 'removed'),
          ...known.filter((one) => one.live),
        ].map((one) => `${one.serviceId}/${one.index}`);
        expect(new Set(slots).size).toBe(slots.length);
        const revisions = new Set([...plan.revisions, ...(present.revisions ?? [])].map(({ id }) => id));
        const services = new Set(plan.services.map(({ id }) => id));
        const hosts = new Set(plan.hosts.map(({ id }) => id));
        for (const one of plan.units) {
          expect(revisions).toContain(one.revisionId);
          expect(services).toContain(one.serviceId);
          expect(hosts).toContain(one.hostId);
        }
      }),
    );
  });
});
