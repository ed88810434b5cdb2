import type { Assignment, ContainerSpec } from '../protocol/assignment.ts';
import { LABEL, PRIMARY_LAUNCH_CONFIG } from '../protocol/labels.ts';

export function containerSpec(unitId: string, overrides: Partial<ContainerSpec> = {}): ContainerSpec {
  const launch = overrides.launch ?? '';
  const name = launch === '' ? 'shop-web-1' : `shop-web-${launch}-1`;
  return {
    launch,
    name,
    dockerName: `r-${name}-${unitId}`,
    specHash: 'hash-1',
    image: 'web:1',
    pullAlways: false,
    command: null,
    entrypoint: null,
    environment: {},
    ports: [],
    volumes: [],
    workingDir: null,
    user: null,
    hostname: null,
    tty: false,
    stdinOpen: false,
    privileged: false,
    readOnly: false,
    capAdd: [],
    capDrop: [],
    devices: [],
    dns: [],
    dnsSearch: [],
    extraHosts: [],
    tmpfs: [],
    networkMode: 'bridge',
    pidMode: null,
    memoryBytes: null,
    memoryReservationBytes: 0,
    cpuShares: null,
    stopSignal: null,
    stopTimeoutMs: 10_000,
    restartPolicy: { name: 'always', maximumRetryCount: 0 },
    ...overrides,
    labels: {
      [LABEL.unit]: unitId,
      [LABEL.specHash]: overrides.specHash ?? 'hash-1',
      [LABEL.rancherLaunchConfig]: launch === '' ? PRIMARY_LAUNCH_CONFIG : launch,
      ...overrides.labels,
    },
  };
}

export function assignment(overrides: Partial<Assignment> = {}): Assignment {
  const unitId = overrides.unitId ?? 'u1';
  return {
    unitId,
    environmentId: 'env1',
    stackId: 'stack1',
    stackName: 'shop',
    serviceId: 'service1',
    serviceName: 'web',
    index: 1,
    revision: 1,
    generation: 1,
    desired: 'running',
    restartCount: 0,
    containers: [containerSpec(unitId)],
    ...overrides,
  };
}
