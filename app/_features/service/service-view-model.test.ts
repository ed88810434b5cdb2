import { describe, expect, it } from 'vitest';
import messages from '../../../messages/en.json' with { type: 'json' };
import {
  type ServiceState,
  serviceSpecSchema,
  serviceStateSchema,
  unitStateSchema,
} from '../../../server/schemas/service.ts';
import { serviceRefusal, stackRefusal } from './lifecycle.ts';
import { consequencesOf } from './service-consequences.ts';
import { serviceTone, unitTone } from './service-tone.ts';
import { specDiff } from './spec-diff.ts';
import { specSections } from './spec-facts.ts';

describe('states', () => {
  it('have a tone and a word each', () => {
    for (const state of serviceStateSchema.options) {
      expect(serviceTone(state)).toBeTypeOf('string');
      expect(messages.services.states[state]).toBeTypeOf('string');
    }
    for (const state of unitStateSchema.options) {
      expect(unitTone(state)).toBeTypeOf('string');
      expect(messages.services.unitStates[state]).toBeTypeOf('string');
    }
  });
});

describe('refusals', () => {
  it('of a service follow state and role', () => {
    expect(serviceRefusal('start', 'active', 'member')).toBe('started');
    expect(serviceRefusal('stop', 'active', 'restricted')).toBeNull();
    expect(serviceRefusal('restart', 'stopped', 'owner')).toBe('stopped');
    expect(serviceRefusal('update', 'removing', 'owner')).toBe('removing');
    expect(serviceRefusal('scale', 'active', 'readonly')).toBe('role');
    expect(serviceRefusal('scale', 'active', null)).toBe('role');
  });

  it('of a stack follow its services', () => {
    const stack = (state: ServiceState, ...services: ServiceState[]) => ({
      state,
      services: services.map((each) => ({ state: each })),
    });
    expect(stackRefusal('start', stack('active', 'active', 'stopped'), 'owner')).toBeNull();
    expect(stackRefusal('stop', stack('stopped', 'stopped'), 'owner')).toBe('stopped');
    expect(stackRefusal('start', stack('active', 'active'), 'owner')).toBe('started');
    expect(stackRefusal('stop', stack('active'), 'owner')).toBe('empty');
    expect(stackRefusal('remove', stack('active'), 'owner')).toBeNull();
    expect(stackRefusal('remove', stack('removing', 'removing'), 'owner')).toBe('removing');
    expect(stackRefusal('update', stack('active'), 'readonly')).toBe('role');
  });
});

describe('consequencesOf', () => {
  const unit = (containers: number) => ({
    id: 'unt_1',
    name: 'u',
    index: 1,
    hostId: 'hst_1',
    hostName: 'h',
    state: 'running' as const,
    reason: null,
    staleSince: null,
    revision: 1,
    containers: Array.from({ length: containers }, (_, index) => ({
      id: `ins_${index}`,
      launch: '',
      name: 'c',
      state: 'running',
      ipAddress: null,
      startedAt: null,
    })),
  });
  const db = { name: 'db', ports: [], links: [], units: [unit(1), unit(2)] };
  const web = {
    name: 'web',
    ports: [{ hostPort: 8080, containerPort: 80, protocol: 'tcp' }],
    links: [{ service: 'DB', alias: 'db' }],
    units: [unit(1)],
  };

  it('counts containers, frees ports, and names who depends on it', () => {
    expect(consequencesOf([db], [db, web])).toEqual({
      containerCount: 3,
      hostPorts: [],
      dependants: ['web'],
    });
    expect(consequencesOf([web], [db, web])).toEqual({
      containerCount: 1,
      hostPorts: [8080],
      dependants: [],
    });
  });

  it('does not name those that go too', () => {
    expect(consequencesOf([db, web], [db, web]).dependants).toEqual([]);
  });
});

describe('specs in words', () => {
  const plain = serviceSpecSchema.parse({ launch: { image: 'nginx' } });
  const rich = serviceSpecSchema.parse({
    launch: {
      image: 'nginx:1.27',
      command: ['nginx', '-g', 'daemon off;'],
      environment: { B: '2', A: '1' },
      ports: [
        { hostPort: 8080, containerPort: 80 },
        { hostPort: null, containerPort: 53, protocol: 'udp' },
      ],
      restartPolicy: { name: 'on-failure', maximumRetryCount: 3 },
      memoryBytes: 512 * 1024 ** 2,
      milliCpuReservation: 250,
      tty: true,
    },
    sidekicks: [{ name: 'logs', launch: { image: 'fluentd' } }],
    hostRules: [{ key: 'zone', value: 'a', rule: 'mustNot' }],
  });

  it('show what is set, as a compose file would say it', () => {
    const [primary, sidekick] = specSections(rich);
    expect(Object.fromEntries(primary?.facts.map((fact) => [fact.field, fact.lines]) ?? [])).toEqual({
      image: ['nginx:1.27'],
      command: ["nginx -g 'daemon off;'"],
      environment: ['A=1', 'B=2'],
      ports: ['8080:80/tcp', '53/udp'],
      restartPolicy: ['on-failure:3'],
      memoryBytes: ['512 MiB'],
      milliCpuReservation: ['250 milli-CPU'],
      tty: ['true'],
      stopTimeoutMs: ['10 s'],
      hostRules: ['zone != a'],
    });
    expect(sidekick).toMatchObject({
      sidekick: 'logs',
      facts: [{ field: 'image', lines: ['fluentd'] }, {}, {}],
    });
  });

  it('have a label for every setting', () => {
    for (const { facts } of specSections(rich)) {
      for (const { field } of facts) expect(messages.services.fields[field]).toBeTypeOf('string');
    }
  });

  it('differ setting by setting', () => {
    expect(specDiff(plain, plain)).toEqual([]);
    const diff = specDiff(plain, rich);
    expect(diff).toContainEqual({
      sidekick: null,
      field: 'image',
      removed: ['nginx'],
      added: ['nginx:1.27'],
    });
    expect(diff).toContainEqual({ sidekick: 'logs', field: 'image', removed: [], added: ['fluentd'] });
    expect(diff.map((entry) => entry.field)).not.toContain('stopSignal');
    expect(specDiff(rich, plain)).toContainEqual({
      sidekick: 'logs',
      field: 'image',
      removed: ['fluentd'],
      added: [],
    });
  });
});
