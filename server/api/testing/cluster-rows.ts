import type { TestApi } from './test-api.ts';

const FACTS = {
  hostname: 'one.example',
  address: '10.0.0.1',
  operatingSystem: 'Debian 12',
  kernelVersion: '6.1',
  dockerVersion: '28.5',
  architecture: 'x86_64',
  milliCpu: 4000,
  memoryBytes: 8_000_000_000,
  storageDriver: 'overlay2',
};

/** A host as the agents' link writes it. */
export async function insertHost(api: TestApi, id: string, name: string): Promise<string> {
  await api.database.prisma.host.create({
    data: {
      id,
      environmentId: api.environmentId,
      machineId: `machine-${id}`,
      name,
      publicKey: 'key',
      state: 'active',
      engineReachable: true,
      facts: FACTS,
      automaticLabels: { 'io.rancher.host.docker_version': '28.5' },
      labels: { zone: 'a' },
      foreignContainerCount: 2,
    },
  });
  return id;
}

interface UnitPlace {
  readonly serviceId: string;
  readonly hostId: string;
  readonly index: number;
}

/** A unit of one container as the reconciler places it and the host reports it. */
export async function insertUnit(api: TestApi, { serviceId, hostId, index }: UnitPlace): Promise<string> {
  const { prisma } = api.database;
  const revision = await prisma.revision.findFirstOrThrow({ where: { serviceId } });
  const id = `unt_${serviceId.slice(4, 26)}${index.toString().padStart(4, '0')}`;
  await prisma.unit.create({
    data: {
      id,
      environmentId: api.environmentId,
      serviceId,
      hostId,
      revisionId: revision.id,
      index,
      createIndex: index,
      generation: 1,
      desired: 'running',
      instances: {
        create: { id: id.replace('unt_', 'ins_'), launch: '', name: `c-${index}`, state: 'running' },
      },
    },
  });
  return id;
}
