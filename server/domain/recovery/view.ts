import { createHash } from 'node:crypto';
import { fingerprintOf } from '../../auth/vouching.ts';
import type { Rebuild } from '../../core/recovery/model.ts';
import type { OfferRow } from '../../db/repositories/recovery/offers.ts';
import type { RecoveryOffer, RecoveryPlan } from '../../schemas/recovery.ts';
import { problemText } from './problem-text.ts';

export function toOfferView(row: OfferRow): RecoveryOffer {
  const { fingerprint: _, serverId: __, machineId: ___, publicKey, ...offer } = row;
  return { ...offer, keyFingerprint: fingerprintOf(publicKey) };
}

function toEnvironment(rebuild: Rebuild): RecoveryPlan['environments'][number] {
  const { environment, change, hosts, stacks, services, units } = rebuild;
  const countOf = (key: 'hostId' | 'serviceId', id: string) =>
    units.filter((unit) => unit[key] === id && unit.desired !== 'removed').length;
  return {
    id: environment.id,
    name: environment.name,
    change,
    hosts: hosts.map(({ id, name }) => ({ id, name, unitCount: countOf('hostId', id) })),
    stacks: stacks.map((stack) => ({
      id: stack.id,
      name: stack.name,
      change: stack.change,
      services: services
        .filter((service) => service.stackId === stack.id)
        .map((service) => ({
          id: service.id,
          name: service.name,
          image: service.image,
          scale: service.scale,
          unitCount: countOf('serviceId', service.id),
          change: service.change,
        })),
    })),
  };
}

export function toPlanView(rebuilds: readonly Rebuild[]): RecoveryPlan {
  const problems = rebuilds.flatMap((rebuild) => rebuild.problems);
  return {
    digest: createHash('sha256').update(JSON.stringify(rebuilds)).digest('hex'),
    environments: rebuilds
      .filter((rebuild) => rebuild.hosts.length + rebuild.stacks.length > 0)
      .map(toEnvironment),
    problems: problems.map((problem) => ({ code: problem.code, message: problemText(problem) })),
  };
}
