import type { z } from 'zod';
import type { Assignment } from '../../agent/protocol/assignment.ts';
import type { syncInput, syncOutput } from '../../agent/protocol/messages.ts';
import { appendEvents } from '../db/history.ts';
import { noteChanges, wakeEnvironment } from '../db/notify.ts';
import { findSession } from '../db/repositories/agent-host/session.ts';
import {
  type HostUnit,
  readAssignmentSources,
  readHostUnits,
} from '../db/repositories/plan/host-assignments.ts';
import { raiseGenerations, type SeenGeneration } from '../db/repositories/plan/raise-generations.ts';
import { readRevisionSpecs } from '../db/repositories/plan/revision-specs.ts';
import { inTransaction } from '../db/repositories/queue/in-transaction.ts';
import { pgSql } from '../db/sql.ts';
import { assignmentOf } from '../reconcile/assignment/build-assignment.ts';
import { GENERATION_BELIEVED_MAX } from './generation-limit.ts';
import type { HostLink } from './link.ts';
import type { AgentSession } from './sessions.ts';
import { WireRefusal } from './wire-refusal.ts';

interface Comparison {
  readonly lackingIds: string[];
  /** Lacking although nothing was on its way: a message was lost. */
  readonly corrections: number;
  readonly ahead: SeenGeneration[];
  readonly unknownUnitIds: string[];
  readonly forgottenUnitIds: string[];
}

type HeldUnit = z.infer<typeof syncInput>['units'][number];

/** One generation, two decisions: a database that was restored has decided anew under a number that was taken. */
function differs({ desired, revision, restartCount, revisionId }: HeldUnit, own: HostUnit): boolean {
  return (
    (desired !== undefined && desired !== own.desired) ||
    (revision !== undefined && revision !== own.revision) ||
    (restartCount !== undefined && restartCount !== own.restartCount) ||
    (revisionId !== undefined && revisionId !== own.revisionId)
  );
}

/** The host's list against the server's. */
export function compareLists(held: readonly HeldUnit[], units: readonly HostUnit[]): Comparison {
  const heldById = new Map(held.map((unit) => [unit.unitId, unit.generation]));
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  // Of closed units only those are read that the host holds. One held at an older generation was closed without its
  // agent knowing: its disk is an older copy. It is told of the removal like anybody else.
  const lacking = units.filter((unit) => (heldById.get(unit.unitId) ?? 0) < unit.generation);
  const ahead = held.filter((unit) => {
    const own = byId.get(unit.unitId);
    if (own === undefined || own.removed || unit.generation > GENERATION_BELIEVED_MAX) return false;
    return own.generation < unit.generation || (own.generation === unit.generation && differs(unit, own));
  });
  return {
    lackingIds: [...lacking, ...ahead].map((unit) => unit.unitId),
    corrections: lacking.filter((unit) => !unit.underway).length + ahead.length,
    ahead,
    unknownUnitIds: held.map((unit) => unit.unitId).filter((id) => !byId.has(id)),
    forgottenUnitIds: held
      .filter(({ unitId, generation }) => {
        const own = byId.get(unitId);
        return own?.removed === true && own.generation <= generation;
      })
      .map((unit) => unit.unitId),
  };
}

async function readAssignments(
  link: HostLink,
  session: AgentSession,
  unitIds: readonly string[],
): Promise<Assignment[]> {
  const { pool } = link.deps.database;
  const sources = await readAssignmentSources(pool, session.hostId, unitIds);
  const revisions = await readRevisionSpecs(
    pool,
    sources.map((source) => source.revisionId),
    link.revisions,
  );
  return sources
    .map((source) => assignmentOf(source, revisions.get(source.revisionId)))
    .filter((assignment) => assignment !== null);
}

async function catchUp(
  link: HostLink,
  session: AgentSession,
  ahead: readonly SeenGeneration[],
): Promise<void> {
  if (ahead.length === 0) return;
  link.deps.logger.warn(
    { hostId: session.hostId, unitIds: ahead.map((unit) => unit.unitId) },
    'host is ahead of the database; generations raised',
  );
  await inTransaction(link.deps.database.pool, async (client) => {
    await raiseGenerations(client, session.environmentId, session.hostId, ahead);
    await wakeEnvironment(pgSql(client), session.environmentId);
  });
}

/** They run on and nobody here can steer them, as after a database was restored: people are told, once. */
async function tellOfStrangers(link: HostLink, session: AgentSession, unitIds: readonly string[]) {
  const { hostId, environmentId, hostName } = session;
  const fresh = link.strangers.fresh(hostId, unitIds);
  if (fresh.length === 0) return;
  const run = pgSql(link.deps.database.pool);
  await appendEvents(run, [
    {
      environmentId,
      kind: 'host.unknown-units',
      level: 'warning',
      actor: { kind: 'host', id: hostId, name: hostName },
      hostId,
      params: { name: hostName, count: unitIds.length, unitIds: unitIds.slice(0, 20).join(', ') },
    },
  ]);
  await noteChanges(run, environmentId, [{ topic: 'events', id: null }]);
}

/** Full compare, from the units themselves and not from jobs: what the fast path lost is found here. */
export async function sync(
  link: HostLink,
  session: AgentSession,
  input: z.infer<typeof syncInput>,
): Promise<z.infer<typeof syncOutput>> {
  const { pool } = link.deps.database;
  link.counters.syncs += 1;
  if ((await findSession(pool, session.sessionHash)) === null) {
    link.sessions.forget(session.sessionHash);
    throw new WireRefusal('session-invalid', 'The session has ended. Open a new one.');
  }
  const heldIds = input.units.map((unit) => unit.unitId);
  const comparison = compareLists(input.units, await readHostUnits(pool, session.hostId, heldIds));
  await catchUp(link, session, comparison.ahead);
  const assignments = await readAssignments(link, session, comparison.lackingIds);
  if (comparison.corrections > 0) {
    link.counters.corrections += comparison.corrections;
    link.deps.logger.warn(
      { hostId: session.hostId, count: comparison.corrections, corrections: link.counters.corrections },
      'sync corrected units that no job was carrying',
    );
  }
  link.deps.logger.debug({ ...link.counters }, 'host link counters');
  const { unknownUnitIds, forgottenUnitIds } = comparison;
  await tellOfStrangers(link, session, unknownUnitIds);
  return { assignments, unknownUnitIds, forgottenUnitIds };
}
