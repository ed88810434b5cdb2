import { createHash } from 'node:crypto';
import { liveCounts } from '../../core/recovery/live-counts.ts';
import type { Rebuild } from '../../core/recovery/model.ts';
import type { OfferRow } from '../../db/repositories/recovery/offers.ts';
import { fingerprintOf } from '../../lib/key-fingerprint.ts';
import type { RecoveryOffer, RecoveryPlan } from '../../schemas/recovery.ts';
import { problemText } from './problem-text.ts';

export function toOfferView(row: OfferRow): RecoveryOffer {
  const { fingerprint: _, serverId: __, machineId: ___, publicKey, ...offer } = row;
  return { ...offer, keyFingerprint: fingerprintOf(publicKey) };
}

function toEnvironment(rebuild: Rebuild): RecoveryPlan['environments'][number] {
  const { environment, change, hosts, stacks, services, units } = rebuild;
  const onHost = liveCounts(units, 'hostId');
  const ofService = liveCounts(units, 'serviceId');
  const servicesOf = Map.groupBy(services, (service) => service.stackId);
  return {
    id: environment.id,
    name: environment.name,
    change,
    hosts: hosts.map(({ id, name }) => ({ id, name, unitCount: onHost.get(id) ?? 0 })),
    stacks: stacks.map((stack) => ({
      id: stack.id,
      name: stack.name,
      change: stack.change,
      services: (servicesOf.get(stack.id) ?? []).map((service) => ({
        id: service.id,
        name: service.name,
        image: service.image,
        scale: service.scale,
        unitCount: ofService.get(service.id) ?? 0,
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
