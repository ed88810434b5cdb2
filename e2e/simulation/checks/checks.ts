import type { DockerOperation } from '../../../agent/docker/docker-error.ts';
import type { Assignment } from '../../../agent/protocol/assignment.ts';
import { LABEL } from '../../../agent/protocol/labels.ts';
import type { UnitRecord } from '../../../agent/store/journal-line.ts';
import type { UnitStore } from '../../../agent/store/unit-store.ts';
import type { PlanRequest } from '../../../server/core/model/input.ts';
import type { PlanResult } from '../../../server/core/model/report.ts';
import type { AgentProcess } from '../agent/agent-process.ts';
import { SqlError } from '../postgres/sql-error.ts';
import type { Tables } from '../postgres/tables.ts';
import type { Life } from '../world/life.ts';
import type { LogLine } from '../world/logger.ts';
import type { SimHost, Simulation } from '../world/simulation.ts';
import { Violation } from '../world/violation.ts';
import { checkEngines } from './check-engines.ts';
import { checkJournal } from './check-journal.ts';
import { checkPlan } from './check-plan.ts';
import { checkTables, type Past } from './check-tables.ts';
import { checkTakeDown } from './check-take-down.ts';
import { noteCall, notePlan, noteTables } from './note-situations.ts';

/** What the parts may log as errors because the world around them fails. */
const EXPECTED_ERRORS: ReadonlySet<string> = new Set([
  'units could not be written to disk; kept in memory, tried again',
  'damaged entries in the store of units were left out; the next full compare with the server fills the gap',
]);
/** The connection went, or another transaction was quicker. */
const FAULTS: ReadonlySet<string> = new Set(['57P01', '40001']);
/** Unless they fail for a reason of their own. */
const DATABASE_ERRORS: ReadonlySet<string> = new Set(['a visit failed', 'a sweep failed', 'a call failed']);

/**
 * What must hold at every event. Parts are overheard where they hand things to each other; what they leave behind is
 * looked at whenever it has changed.
 */
export class Checks {
  /** The first thing that was wrong. */
  violation: Violation | null = null;
  readonly #sim: Simulation;
  readonly #past: Past = { generations: new Map(), decided: new Map(), closed: new Set(), raised: new Set() };
  readonly #held = new WeakMap<Life, Map<string, Assignment[]>>();
  readonly #agents = new WeakMap<Life, AgentProcess>();
  #version = -1;
  #before: Tables;

  constructor(sim: Simulation) {
    this.#sim = sim;
    this.#before = sim.database.committed;
  }

  /** After each event. */
  look(): void {
    const { database } = this.#sim;
    if (database.version === this.#version) return;
    this.#version = database.version;
    const tables = database.committed;
    this.#guard(() => {
      noteTables(this.#sim, this.#before, tables);
      checkTables(this.#sim, tables, this.#past);
      checkEngines(this.#sim, tables);
    });
    this.#before = tables;
  }

  /** Its engine calls are judged by what it holds, also those that arrive after its end. */
  agentStarted(agent: AgentProcess): void {
    this.#agents.set(agent.life, agent);
  }

  loaded(host: SimHost, journal: string, store: UnitStore): void {
    this.#guard(() => checkJournal(host, journal, store));
  }

  planned(request: PlanRequest, result: PlanResult): void {
    this.#guard(() => {
      notePlan(this.#sim, request, result);
      checkPlan(this.#sim, request, result);
    });
  }

  called(
    host: SimHost,
    procedure: string,
    input: unknown,
    outcome: { answer?: unknown; error?: unknown },
  ): void {
    this.#guard(() => noteCall(this.#sim, host, procedure, input, outcome));
  }

  stored(host: SimHost, before: UnitRecord | undefined, { assignment }: UnitRecord): void {
    const life = host.agent?.life;
    if (life === undefined) return;
    const held = this.#held.get(life) ?? new Map<string, Assignment[]>();
    const known = held.get(assignment.unitId) ?? (before === undefined ? [] : [before.assignment]);
    this.#held.set(life, held.set(assignment.unitId, [...known, assignment]));
    this.#guard(() => {
      const { unitId, generation, desired } = assignment;
      if (before !== undefined && before.assignment.generation > generation) {
        throw new Violation(
          'generations never go back',
          `${host.name} put ${unitId} at ${generation} over ${before.assignment.generation}`,
        );
      }
      if (before?.assignment.generation === generation) return;
      this.#sim.trace.add(host.name, `accepts ${unitId} g${generation} ${desired}`);
      const decided = this.#past.decided.get(`${unitId}/${generation}`);
      if (decided?.has(desired) !== true) {
        throw new Violation(
          'nobody acts on what was not decided',
          `${host.name}: ${unitId} g${generation} ${desired}`,
        );
      }
    });
  }

  engineCalled(host: SimHost, operation: DockerOperation, containerId: string | null, life: Life): void {
    const changes = operation !== 'inspect' && operation !== 'ping' && operation !== 'list';
    if (!changes || operation === 'events' || operation === 'info' || operation === 'pull') return;
    const container = host.engine.fake.all().find(({ id }) => id === containerId);
    this.#sim.trace.add(host.name, `engine ${operation} ${containerId ?? ''} ${container?.name ?? ''}`);
    this.#sim.database.version += 1;
    if (container === undefined) return;
    const unitId = container.labels[LABEL.unit] ?? '';
    const stored = this.#agents.get(life)?.store?.get(unitId)?.assignment;
    const held = this.#held.get(life)?.get(unitId) ?? [];
    const assignments = stored === undefined ? held : [...held, stored];
    this.#guard(() => checkTakeDown(this.#sim, host, operation, container, assignments));
  }

  logged(who: string, { level, message, fields }: LogLine): void {
    if (message === 'late decision refused') this.#sim.coverage.note('late decision refused');
    if (message === 'sync corrected units that no job was carrying')
      this.#sim.coverage.note('sync corrected a host');
    if (message === 'host is ahead of the database; generations raised') {
      this.#sim.coverage.note('host ahead of the database');
      for (const unitId of Object.values(fields.unitIds ?? [])) this.#past.raised.add(unitId);
    }
    if (level !== 'error' || EXPECTED_ERRORS.has(message)) return;
    const error: unknown = fields.err ?? fields.error;
    if (DATABASE_ERRORS.has(message) && error instanceof SqlError && FAULTS.has(error.code)) return;
    const detail = error instanceof Error ? `${error.message} ${error.stack?.split('\n')[1] ?? ''}` : '';
    this.#guard(() => {
      throw new Violation(
        'no part meets what it did not foresee',
        `${who}: ${message} ${detail} ${JSON.stringify(fields)}`,
      );
    });
  }

  /** The database is another one: what it knew since the backup is gone, and generations have jumped back. */
  restored(): void {
    this.#past.generations.clear();
    this.#past.closed.clear();
    const tables = this.#sim.database.tables;
    for (const host of this.#sim.hosts) {
      const row = tables.hosts.get(host.id);
      host.removed = row?.desired === 'removed';
      // It had been given up when the backup was made, and that is all that is known of it now.
      if (row?.state === 'disconnected') host.heardAt = 0;
      host.forgetful = true;
    }
    this.#before = tables;
  }

  broken(error: unknown): void {
    this.#guard(() => {
      throw error instanceof Violation ? error : new Violation('the simulator itself works', String(error));
    });
  }

  /** Parts catch errors of their own; a violation must not be one of them. */
  #guard(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.violation ??=
        error instanceof Violation
          ? error
          : new Violation(
              'the simulator itself works',
              error instanceof Error ? (error.stack ?? '') : String(error),
            );
    }
  }
}
