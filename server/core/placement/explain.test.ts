import { describe, expect, it } from 'vitest';
import type { FilterCount } from '../model/report.ts';
import { type ClusterBuilder, cluster, type SpecOptions } from '../testing/builders.ts';
import { LOST_MS, SILENT_MS } from '../testing/clock.ts';

function refusals(hosts: ClusterBuilder, spec: SpecOptions = {}): readonly FilterCount[] {
  const { report } = hosts.service('web', spec).plan();
  return report.services.find(({ serviceId }) => serviceId === 'web')?.reason?.filters ?? [];
}

const must = (value: string) => [{ key: 'Zone', value, rule: 'must' as const }];

describe('why no host', () => {
  it.each<readonly [name: string, hosts: ClusterBuilder, spec: SpecOptions, details: readonly string[]]>([
    ['NoHosts', cluster(), {}, []],
    ['Removed_NotCounted', cluster().host('h1', { state: 'removed', desired: 'removed' }), {}, []],
    [
      'States_OneLineEach',
      cluster()
        .host('h1', { desired: 'inactive', state: 'inactive' })
        .host('h2', { state: 'reconnecting', seenAgoMs: SILENT_MS })
        .host('h3', { state: 'reconnecting', seenAgoMs: SILENT_MS })
        .host('h4', { state: 'disconnected', seenAgoMs: LOST_MS }),
      {},
      ['2 hosts are reconnecting', '1 host is disconnected', '1 host is inactive'],
    ],
    [
      'ForeignPort',
      cluster().host('h1', { foreignPorts: [{ hostIp: '127.0.0.1', hostPort: 80, protocol: 'tcp' }] }),
      { ports: [80] },
      ['port 80/tcp is taken on 1 host'],
    ],
    [
      'UnitsPort',
      cluster()
        .host('h1')
        .host('h2')
        .service('db', { scale: 2, ports: [80] })
        .running('db', 1, 'h1')
        .running('db', 2, 'h2'),
      { ports: [443, 80] },
      ['port 80/tcp is taken on 2 hosts'],
    ],
    [
      'MustMissing',
      cluster()
        .host('h1')
        .host('h2', { labels: { zone: 'b' } }),
      { rules: must('A') },
      ['2 hosts without label zone=a'],
    ],
    [
      'MustNotThere',
      cluster().host('h1', { labels: { ZONE: 'A' } }),
      { rules: [{ key: 'zone', value: 'a', rule: 'mustNot' }] },
      ['1 host with label zone=a'],
    ],
    [
      'Memory',
      cluster().host('h1', { memoryMb: 1024 }).service('db', { memoryMb: 600 }).running('db', 1, 'h1'),
      { memoryMb: 512 },
      ['512 MiB of memory cannot be reserved on 1 host'],
    ],
    [
      'Cpu',
      cluster().host('h1', { milliCpu: 1000 }),
      { milliCpu: 1001 },
      ['1001 milli-CPU cannot be reserved on 1 host'],
    ],
    [
      'FirstFilterCounts',
      cluster()
        .host('h1', { state: 'inactive', desired: 'inactive' })
        .host('h2')
        .host('h3', { labels: { zone: 'a' }, milliCpu: 1 }),
      { rules: must('a'), milliCpu: 500 },
      ['1 host is inactive', '1 host without label zone=a', '500 milli-CPU cannot be reserved on 1 host'],
    ],
  ])('%s', (_, hosts, spec, details) => {
    expect(refusals(hosts, spec).map(({ detail }) => detail)).toEqual(details);
  });

  it('is also one sentence', () => {
    const { report } = cluster()
      .host('h1', { state: 'inactive', desired: 'inactive' })
      .host('h2', { milliCpu: 1 })
      .service('web', { milliCpu: 5 })
      .plan();
    expect(report.services[0]?.reason?.message).toBe(
      '1 host is inactive; 5 milli-CPU cannot be reserved on 1 host.',
    );
    expect(cluster().service('web').plan().report.services[0]?.reason?.message).toBe('There is no host.');
  });
});
