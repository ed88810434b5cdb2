import { LABEL } from '../../../agent/protocol/labels.ts';
import { isLive, type JobRow, type Tables, type UnitRow } from '../postgres/tables.ts';
import type { Simulation } from '../world/simulation.ts';
import { Violation } from '../world/violation.ts';

/** What was seen of the database before. */
export interface Past {
  readonly generations: Map<string, number>;
  /** `unit/generation` → what was decided for it; a restored database may decide anew under an old number. */
  readonly decided: Map<string, Set<string>>;
  readonly closed: Set<string>;
  /** Units that were moved past what their host held; the job that was under way is not theirs any more. */
  readonly raised: Set<string>;
}

/** What must hold of the rows, whoever wrote them. */
export function checkTables(sim: Simulation, tables: Tables, past: Past): void {
  const slots = new Map<string, UnitRow>();
  for (const unit of tables.units.values()) {
    checkGeneration(unit, past);
    checkClosing(sim, tables, unit, past);
    if (unit.removedAt !== null || unit.desired === 'removed') continue;
    const slot = `${unit.serviceId}/${unit.index}`;
    const other = slots.get(slot);
    if (other !== undefined) {
      throw new Violation('names and indexes are unique', `${slot}: ${other.id} and ${unit.id}`);
    }
    slots.set(slot, unit);
  }
  checkJobs(tables, past);
}

function checkGeneration({ id, generation, desired }: UnitRow, past: Past): void {
  const before = past.generations.get(id) ?? 0;
  if (generation < before) {
    throw new Violation('generations never go back', `${id} from ${before} to ${generation}`);
  }
  if (generation === before) return;
  past.generations.set(id, generation);
  const key = `${id}/${generation}`;
  past.decided.set(key, (past.decided.get(key) ?? new Set()).add(desired));
}

/** A unit is closed when it is gone, not when nobody could look. */
function checkClosing(sim: Simulation, tables: Tables, unit: UnitRow, past: Past): void {
  if (unit.removedAt === null || past.closed.has(unit.id)) return;
  past.closed.add(unit.id);
  const host = sim.hosts.find(({ id }) => id === unit.hostId);
  if (host === undefined || host.removed || tables.hosts.get(host.id)?.removedAt !== null) return;
  const left = host.engine.fake
    .all()
    .filter(({ labels, name }) => labels[LABEL.unit] === unit.id && !name.includes('-copy-'));
  if (left.length > 0 && !host.forgetful) {
    throw new Violation(
      'nothing is given up as gone that is there',
      `${unit.id} on ${host.name}: ${left[0]?.name}`,
    );
  }
}

function checkJobs(tables: Tables, past: Past): void {
  const byUnit = new Map<string, JobRow>();
  for (const job of tables.jobs.values()) {
    if (!isLive(job)) continue;
    if (byUnit.has(job.key)) throw new Violation('a unit has one live job at most', job.key);
    byUnit.set(job.key, job);
    const unit = tables.units.get(job.key);
    if (unit === undefined || unit.removedAt !== null) {
      throw new Violation('no job for what is closed', `job ${job.id} of ${job.key}`);
    }
    if (job.generation > unit.generation) {
      throw new Violation('no job is ahead of its unit', `job ${job.id} of ${job.key} g${job.generation}`);
    }
    if (job.generation < unit.generation && !past.raised.has(unit.id)) {
      throw new Violation(
        'no job carries an older decision',
        `job ${job.id} of ${job.key} g${job.generation}`,
      );
    }
    if (tables.hosts.get(job.hostId)?.removedAt != null) {
      throw new Violation('no job for a removed host', `job ${job.id} for ${job.hostId}`);
    }
  }
}
