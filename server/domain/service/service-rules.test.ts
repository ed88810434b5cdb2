import { describe, expect, test } from 'vitest';
import { type ServiceSpecInput, serviceSpecSchema } from '../../schemas/service.ts';
import { findLinkFault, findRepeatedPort, findTakenName } from './service-rules.ts';

type Ports = NonNullable<ServiceSpecInput['launch']['ports']>;

function specWith(...launches: Ports[]) {
  const [launch = [], ...sidekicks] = launches.map((ports) => ({ image: 'a', ports }));
  return serviceSpecSchema.parse({
    launch,
    sidekicks: sidekicks.map((one, position) => ({ name: `s${position}`, launch: one })),
  });
}

describe('fixed host ports of a unit', () => {
  const port = { hostPort: 5555, containerPort: 80 };

  test.each([
    ['twice in one container', [[port, { ...port, containerPort: 81 }]]],
    ['in the primary and in a sidekick', [[port], [port]]],
    ['on one address and on all', [[{ ...port, hostIp: '10.0.0.1' }, port]]],
    ['on one address twice', [[{ ...port, hostIp: '10.0.0.1' }], [{ ...port, hostIp: '10.0.0.1' }]]],
  ])('%s: refused', (_case, launches) => {
    expect(findRepeatedPort(specWith(...launches))?.message).toBe('Port 5555/tcp requested more than once.');
  });

  test.each([
    ['by tcp and by udp', [[port, { ...port, protocol: 'udp' as const }]]],
    [
      'on two addresses',
      [
        [
          { ...port, hostIp: '10.0.0.1' },
          { ...port, hostIp: '10.0.0.2' },
        ],
      ],
    ],
    [
      'left to the engine',
      [
        [
          { ...port, hostPort: null },
          { ...port, hostPort: null },
        ],
      ],
    ],
  ])('%s: taken', (_case, launches) => {
    expect(findRepeatedPort(specWith(...launches))).toBeNull();
  });
});

describe('names', () => {
  const others = [{ name: 'web', sidekicks: ['logs'] }];

  test.each([
    ['WEB', [], 'name'],
    ['Logs', [], 'name'],
    ['new', ['web'], 'spec.sidekicks.0.name'],
    ['new', ['a', 'A'], 'spec.sidekicks.1.name'],
    ['new', ['New'], 'spec.sidekicks.0.name'],
  ])('%s with sidekicks %j is taken', (name, sidekicks, field) => {
    expect(findTakenName({ name, sidekicks }, others)).toMatchObject({ code: 'name-taken', field });
  });

  test('others are free', () => {
    expect(findTakenName({ name: 'db', sidekicks: ['backup'] }, others)).toBeNull();
  });
});

describe('links', () => {
  const world = { stackName: 'Shop', targets: new Set(['shop/db', 'infra/dns']) };

  test('name a service of the stack or of another one, in any case', () => {
    const links = [
      { service: 'DB', alias: 'db' },
      { service: 'Infra/DNS', alias: 'dns' },
    ];
    expect(findLinkFault(links, world)).toBeNull();
  });

  test.each([
    [[{ service: 'dns', alias: 'dns' }], 'links.0.service'],
    [
      [
        { service: 'db', alias: 'x' },
        { service: 'infra/dns', alias: 'X' },
      ],
      'links.1.alias',
    ],
  ])('%j is refused', (links, field) => {
    expect(findLinkFault(links, world)?.field).toBe(field);
  });
});
