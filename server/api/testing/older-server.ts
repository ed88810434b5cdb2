import { generateKeyPairSync } from 'node:crypto';
import type { Blueprint, StoredOffer, StoredOutline } from '../../schemas/blueprint.ts';
import { serviceSpecSchema } from '../../schemas/service.ts';
import type { TestApi } from './test-api.ts';

/*
 * What hosts of a lost server tell: three hosts, a stack `shop` with `web` (three units, linked to `db`) and `db` (one
 * unit, stopped).
 */

export const FINGERPRINT = 'a'.repeat(64);
const AT = '2026-11-20T10:00:00.000Z';

/** `env_…` of a letter; long enough for the API's schemas. */
export const idOf = (prefix: string, name: string) => `${prefix}_00000000000000000000${name}`;
export const ENVIRONMENT_ID = idOf('env', 'lost');

export const outlineOf = (change: Partial<StoredOutline> = {}): StoredOutline => ({
  version: 10,
  issuedAt: AT,
  environment: { id: ENVIRONMENT_ID, name: 'Default', description: 'all we have', createdAt: AT },
  hosts: ['h1', 'h2', 'h3'].map((name) => ({ id: idOf('hst', name), name })),
  stacks: [{ id: idOf('stk', 'shop'), name: 'shop', description: '', desired: 'present', createdAt: AT }],
  services: [serviceOf('web', { scale: 3, links: [{ service: 'db', alias: 'store' }] }), serviceOf('db', {})],
  units: [1, 2, 3].map((index) => unitOf('web', index, `h${index}`)).concat(DB_UNIT),
  ...change,
});

/** A person had its container made anew twice. */
const DB_UNIT = unitOf('db', 1, 'h1', { recreations: { '': 2 } });

export function serviceOf(
  name: string,
  change: Partial<StoredOutline['services'][number]>,
): StoredOutline['services'][number] {
  return {
    id: idOf('svc', name),
    stackId: idOf('stk', 'shop'),
    name,
    description: '',
    kind: 'service',
    scale: 1,
    desired: 'running',
    restartCount: 0,
    links: [],
    revisionNumber: 2,
    nextCreateIndex: 7,
    createdAt: AT,
    ...change,
  };
}

export function unitOf(
  service: string,
  index: number,
  host: string,
  change: Partial<StoredOutline['units'][number]> = {},
): StoredOutline['units'][number] {
  return {
    id: idOf('unt', `${service}${index}`),
    serviceId: idOf('svc', service),
    hostId: idOf('hst', host),
    index,
    createIndex: index,
    generation: 4,
    revision: 2,
    desired: 'running',
    restartCount: 0,
    recreations: {},
    instances: { '': idOf('ins', `${service}${index}`) },
    ...change,
  };
}

export function blueprintOf(host: string, outline: StoredOutline = outlineOf()): Blueprint {
  const held = new Set(
    outline.units.filter((unit) => unit.hostId === idOf('hst', host)).map((unit) => unit.serviceId),
  );
  return {
    format: 1,
    serverId: 'older-server',
    host: {
      id: idOf('hst', host),
      name: host,
      description: '',
      desired: 'active',
      labels: { rack: host },
      commandLabels: {},
      createdAt: AT,
    },
    outline,
    revisions: outline.services
      .filter((service) => held.has(service.id))
      .map(({ id, name, revisionNumber: number }) => ({
        id: `${id.replace('svc', 'rev')}${number}`,
        serviceId: id,
        number,
        createdAt: AT,
        spec: serviceSpecSchema.parse({ launch: { image: `${name}:1` } }),
      })),
  };
}

interface OfferToInsert {
  readonly host: string;
  readonly fingerprint?: string;
  readonly blueprint?: Blueprint | null;
}

/** An offer as the agents' link keeps it. Answers its id. */
export async function insertOffer(
  { database }: Pick<TestApi, 'database'>,
  { host, fingerprint = FINGERPRINT, blueprint = blueprintOf(host) }: OfferToInsert,
): Promise<string> {
  const id = idOf('rof', `${fingerprint.slice(0, 1)}${host}`);
  const { publicKey } = generateKeyPairSync('ed25519');
  const content: StoredOffer = { labels: {}, facts: null, blueprint, units: [] };
  await database.prisma.recoveryOffer.create({
    data: {
      id,
      fingerprint,
      serverId: 'older-server',
      hostId: idOf('hst', host),
      environmentId: blueprint?.outline.environment.id ?? ENVIRONMENT_ID,
      machineId: `machine-${host}`,
      publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      issuedAt: AT,
      hostName: host,
      environmentName: blueprint?.outline.environment.name ?? '',
      clientIp: '10.0.0.1',
      agentVersion: '0.1.0',
      digest: 'digest',
      content: JSON.parse(JSON.stringify(content)),
      bytes: 1,
      stackCount: blueprint?.outline.stacks.length ?? 0,
      serviceCount: blueprint?.outline.services.length ?? 0,
      unitCount: 1,
    },
  });
  return id;
}
