import { describe, expect, it } from 'vitest';
import { judgeHostAction } from '../../../server/domain/host/host.policy.ts';
import { hostStateSchema } from '../../../server/schemas/host.ts';
import { containersByStack, countByService, type HostContainer } from './containers-by-stack.ts';
import { hostRefusal } from './host-actions.ts';
import { cpuCapacity, memoryCapacity } from './host-capacity.ts';
import { compareHosts, hostTone, needsAttention } from './host-state.ts';

function container(stackName: string, serviceName: string, index: number): HostContainer {
  const name = `${stackName}-${serviceName}-${index}`;
  const serviceId = `svc_${stackName}_${serviceName}`;
  return { id: name, name, state: 'running', stackId: `stk_${stackName}`, stackName, serviceId, serviceName };
}

describe('containers of a host', () => {
  const containers = [container('web', 'app', 10), container('db', 'pg', 1), container('web', 'app', 2)];

  it('are grouped by stack, both in natural order', () => {
    const groups = containersByStack(containers);
    expect(groups.map((group) => group.stackName)).toEqual(['db', 'web']);
    expect(groups[1]?.containers.map((item) => item.name)).toEqual(['web-app-2', 'web-app-10']);
  });

  it('are counted by service', () => {
    expect(countByService(containers)).toEqual([
      { serviceId: 'svc_db_pg', name: 'db/pg', count: 1 },
      { serviceId: 'svc_web_app', name: 'web/app', count: 2 },
    ]);
  });
});

describe('capacity', () => {
  const reserved = { reservedMilliCpu: 2000, reservedMemoryBytes: 1024 ** 3 };

  it('is a share of what the host has', () => {
    const info = {
      hostname: 'h',
      operatingSystem: 'Debian',
      kernelVersion: '6.1',
      dockerVersion: '28',
      architecture: 'x86_64',
      milliCpu: 8000,
      memoryBytes: 4 * 1024 ** 3,
      storageDriver: 'overlay2',
    };
    expect(cpuCapacity({ ...reserved, info })).toEqual({ share: 0.25, reserved: '2', total: '8' });
    expect(memoryCapacity({ ...reserved, info })).toEqual({ share: 0.25, reserved: '1 GiB', total: '4 GiB' });
  });

  it('is unknown, not empty, before the host has told its size', () => {
    expect(cpuCapacity({ ...reserved, info: null })).toEqual({ share: null, reserved: '2', total: null });
  });
});

describe('state', () => {
  it('has a tone for every state', () => {
    for (const state of hostStateSchema.options) expect(hostTone({ state })).toBeTypeOf('string');
  });

  it('orders hosts by name, numbers as numbers', () => {
    const hosts = [{ name: 'b10' }, { name: 'a' }, { name: 'b2' }];
    expect(hosts.sort(compareHosts).map((host) => host.name)).toEqual(['a', 'b2', 'b10']);
  });

  it('calls for attention when a host does not answer', () => {
    const states = hostStateSchema.options.filter((state) => needsAttention({ state }));
    expect(states).toEqual(['reconnecting', 'disconnected']);
  });

  it('warns when the agent is there but Docker is not', () => {
    const host = { state: 'active' as const, stateReason: 'engine-unavailable' };
    expect(hostTone(host)).toBe('warning');
    expect(needsAttention(host)).toBe(true);
  });
});

describe('actions', () => {
  it('are those of the server in every state', () => {
    for (const state of hostStateSchema.options) {
      for (const action of ['activate', 'deactivate', 'remove'] as const) {
        expect(hostRefusal(action, state, 'member') === null).toBe(judgeHostAction(action, state).allowed);
      }
    }
  });

  it('say why not', () => {
    expect(hostRefusal('remove', 'active', 'owner')).toBe('deactivateFirst');
    expect(hostRefusal('activate', 'disconnected', 'owner')).toBe('away');
    expect(hostRefusal('deactivate', 'registering', 'owner')).toBe('notYet');
    expect(hostRefusal('edit', 'removing', 'owner')).toBe('leaving');
    expect(hostRefusal('edit', 'active', 'restricted')).toBe('role');
    expect(hostRefusal('edit', 'active', null)).toBe('role');
  });
});
