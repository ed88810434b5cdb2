import type { z } from 'zod';
import type { Rebuild } from '../../core/recovery/model.ts';
import { noteChanges, wakeEnvironment } from '../../db/notify.ts';
import { deleteOffers } from '../../db/repositories/recovery/offers.ts';
import { planOffers } from '../../db/repositories/recovery/plan-offers.ts';
import { insertTrustedServer } from '../../db/repositories/recovery/trusted-servers.ts';
import { lockEnvironment, toldOf, writeRebuild } from '../../db/repositories/recovery/write-rebuild.ts';
import { prismaRows, prismaSql } from '../../db/sql.ts';
import type { acceptRecoveryInput, recoveryAcceptedSchema } from '../../schemas/recovery.ts';
import type { Call } from '../call.ts';
import { type Change, makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';
import { selectOffers } from './select-offers.ts';
import { toPlanView } from './view.ts';

type Accepted = z.output<typeof recoveryAcceptedSchema>;

/** What is new by it; what was here already is not counted. */
function count(rebuild: Rebuild): Omit<Accepted, 'environmentIds'> {
  const created = (rows: readonly { readonly change: string }[]) =>
    rows.filter((row) => row.change === 'create').length;
  return {
    hostCount: rebuild.hosts.filter((host) => host.offer !== null).length,
    stackCount: created(rebuild.stacks),
    serviceCount: created(rebuild.services),
    unitCount: rebuild.units.length,
  };
}

function recordRebuild({ record }: Change, rebuild: Rebuild, fingerprint: string): void {
  const { environment, change, hosts } = rebuild;
  const environmentId = environment.id;
  const { hostCount, stackCount, serviceCount, unitCount } = count(rebuild);
  record({
    environmentId,
    kind: 'recovery.accepted',
    params: { name: environment.name, change, fingerprint, hostCount, stackCount, serviceCount, unitCount },
  });
  for (const host of hosts) {
    const kind = host.offer === null ? 'recovery.host-expected' : 'recovery.host-joined';
    record({ environmentId, kind, params: { name: host.name, fingerprint }, hostId: host.id });
  }
}

async function announce(tx: Change['tx'], environmentId: string): Promise<void> {
  const run = prismaSql(tx);
  await wakeEnvironment(run, environmentId);
  const topics = ['environments', 'hosts', 'stacks', 'events'] as const;
  await noteChanges(
    run,
    environmentId,
    topics.map((topic) => ({ topic, id: null })),
  );
}

/** Takes in the chosen hosts with what they carry: one transaction, so that it is all here or nothing. */
export async function acceptRecovery(
  call: Call,
  input: z.output<typeof acceptRecoveryInput>,
): Promise<Accepted> {
  const { fingerprint, trustLater, planDigest } = input;
  return makeChange(call, { environmentId: null, subjectId: fingerprint, input }, async (change) => {
    const { tx } = change;
    const query = prismaRows(tx);
    const offers = await selectOffers(query, input);
    for (const id of [...new Set(offers.map((offer) => offer.environmentId))].sort()) {
      await lockEnvironment(query, id);
    }
    const { rebuilds } = await planOffers(query, offers);
    if (planDigest !== undefined && toPlanView(rebuilds).digest !== planDigest) {
      throw new DomainError(
        'conflict',
        'The hosts tell something else by now than in the plan you looked at. Look at the new plan.',
      );
    }
    const written = rebuilds.filter(({ hosts }) => hosts.some((host) => host.offer !== null));
    if (written.length === 0) {
      const reason = toPlanView(rebuilds).problems[0]?.message ?? '';
      throw new DomainError('not-allowed-in-state', `None of these hosts can be taken in. ${reason}`.trim());
    }
    const factsOf = toldOf(offers);
    for (const rebuild of written) {
      await writeRebuild(query, rebuild, { fingerprint, ownerId: call.caller.id, factsOf });
      recordRebuild(change, rebuild, fingerprint);
      await announce(tx, rebuild.environment.id);
    }
    const taken = new Set(written.flatMap(({ hosts }) => hosts.flatMap((host) => host.offer?.id ?? [])));
    await deleteOffers(query, [...taken]);
    if (trustLater) {
      const serverId = offers[0]?.serverId ?? '';
      const { id: userId, username: userName } = call.caller;
      await insertTrustedServer(query, { fingerprint, serverId, userId, userName });
    }
    const counts = written.map(count);
    const sum = (key: keyof (typeof counts)[number]) => counts.reduce((total, one) => total + one[key], 0);
    return {
      environmentIds: written.map(({ environment }) => environment.id),
      hostCount: sum('hostCount'),
      stackCount: sum('stackCount'),
      serviceCount: sum('serviceCount'),
      unitCount: sum('unitCount'),
    };
  });
}
