import { judgeAssignment } from '../core/accept.ts';
import type { UnitAction } from '../core/model.ts';
import { planHost } from '../core/plan-host.ts';
import { stepUnit } from '../core/step.ts';
import { unsure } from '../core/unsure.ts';
import { DockerError } from '../docker/docker-error.ts';
import type { EngineContainer } from '../docker/port.ts';
import { describeUnit, describeUnknownUnit } from '../observe/describe-unit.ts';
import { toLocal } from '../observe/to-local.ts';
import type { Assignment } from '../protocol/assignment.ts';
import type { UnitObservation } from '../protocol/observation.ts';
import type { UnitRecord } from '../store/journal-line.ts';
import { ImagePuller } from './image-puller.ts';
import type { KeeperOptions } from './keeper-options.ts';
import { ActionRunner, isKind } from './run-action.ts';
import { noteServed } from './served.ts';
import { toUnitError } from './to-unit-error.ts';
import { Unit } from './unit.ts';

/** More actions than any unit can need in a row; whoever reaches it goes in circles. */
const ACTIONS_IN_A_ROW_MAX = 100;
const CIRCLE_PAUSE_MS = 5_000;
const LOOK_AGAIN_MAX_MS = 3_600_000;

/** Keeps every unit of this host as its assignment says, one action at a time per unit, many units at once. */
export class HostKeeper {
  readonly #options: KeeperOptions;
  readonly #runner: ActionRunner;
  readonly #puller: ImagePuller;
  readonly #units = new Map<string, Unit>();
  /** Nothing is decided before the engine has told what is there: "not known yet" is not "missing". */
  #ready = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#runner = new ActionRunner(options.docker, options.cache, options.clock);
    this.#puller = new ImagePuller(options.docker);
  }

  setReady(ready: boolean): void {
    const cameBack = ready && !this.#ready;
    this.#ready = ready;
    if (!cameBack) return;
    for (const unit of this.#units.values()) unit.dropFailures(['engine-unavailable', 'engine-timeout']);
    this.kickAll(this.#options.store.all().map(({ assignment }) => assignment.unitId));
  }

  /** What the server has decided, from a job or a full compare. Older decisions than the accepted one are refused. */
  accept(decisions: readonly { readonly assignment: Assignment; readonly jobId: string | null }[]): void {
    const accepted: string[] = [];
    for (const { assignment, jobId } of decisions) {
      const held = this.#options.store.get(assignment.unitId);
      const unit = this.#unit(assignment.unitId);
      const judgement = judgeAssignment(held?.assignment, assignment);
      if (judgement === 'refused') {
        const { unitId, generation } = assignment;
        this.#options.log.warn(
          { unitId, generation, held: held?.assignment.generation },
          'late decision refused',
        );
        this.#options.onChange(unitId, true);
        continue;
      }
      if (judgement === 'newer') {
        unit.supersede();
        this.#options.store.put({
          assignment,
          servedBefore: held?.servedBefore ?? assignment.restartCount,
          served: held?.served ?? {},
        });
      }
      // Delivered again: the server wants it tried now.
      if (jobId !== null) {
        unit.failures = {};
        unit.jobId = jobId;
      }
      this.#options.onChange(assignment.unitId, true);
      accepted.push(assignment.unitId);
    }
    this.kickAll(accepted);
  }

  /** Removed units that the server has seen gone. */
  forget(unitIds: readonly string[]): void {
    for (const unitId of unitIds) {
      const record = this.#options.store.get(unitId);
      if (record?.assignment.desired !== 'removed' || this.#options.cache.ofUnit(unitId).length > 0) continue;
      this.#options.store.forget(unitId);
      this.#units.get(unitId)?.cancelTimer?.();
      this.#units.delete(unitId);
      this.#options.onChange(unitId, false);
    }
  }

  /** Begins with what frees ports and with what was running before, see planHost. */
  kickAll(unitIds: readonly string[]): void {
    const records = unitIds.flatMap((unitId) => this.#options.store.get(unitId) ?? []);
    const { actions } = planHost({
      assignments: records.map(({ assignment }) => assignment),
      containers: unitIds.flatMap((unitId) => this.#options.cache.ofUnit(unitId).map(toLocal)),
      memory: new Map(records.map((record) => [record.assignment.unitId, this.#memory(record)])),
      now: this.#options.clock.monotonic(),
    });
    for (const { unitId } of actions) this.kick(unitId);
    for (const unitId of unitIds) this.kick(unitId);
  }

  kick(unitId: string): void {
    const unit = this.#unit(unitId);
    if (unit.busy) {
      unit.lookAgain = true;
      return;
    }
    if (!this.#ready || this.#options.store.get(unitId) === undefined) {
      this.#options.onChange(unitId, false);
      return;
    }
    unit.busy = true;
    this.#drive(unit)
      .catch((error: unknown) => this.#options.log.error({ error, unitId }, 'unit could not be looked after'))
      .finally(() => {
        unit.busy = false;
        // Told only now: what is busy is not reported.
        this.#options.onChange(unitId, false);
        if (unit.lookAgain) {
          unit.lookAgain = false;
          this.kick(unitId);
        }
      });
  }

  /** Something happened to a container. Answers whether it has to be looked at. */
  noticed(unitId: string, containerId: string, at: number): boolean {
    if (at < this.#options.cache.seenAt(containerId)) return false;
    const unit = this.#unit(unitId);
    if (!unit.busy) return true;
    unit.missed.set(containerId, at);
    unit.lookAgain = true;
    return false;
  }

  /** Something happened to a container, and what it looks like now could not be found out. */
  notSeen(unitId: string, containerId: string, at: number): void {
    this.#unit(unitId).missed.set(containerId, at);
    this.kick(unitId);
  }

  endRequested(unitId: string, containerId: string, at: number): void {
    this.#unit(unitId).endRequested(containerId, at);
  }

  /** What a container looks like was found out elsewhere than by an action. */
  seen(container: EngineContainer): void {
    const local = toLocal(container);
    this.#unit(local.unitId).seen(local, false);
    this.kick(local.unitId);
  }

  gone(containerId: string): void {
    const container = this.#options.cache.drop(containerId);
    if (container === undefined) return;
    const local = toLocal(container);
    this.#unit(local.unitId).gone(local, false);
    this.retryPortTaken();
    this.kick(local.unitId);
  }

  /** A port may have become free: whoever waits for one tries again without waiting for its turn. */
  retryPortTaken(): void {
    for (const unit of this.#units.values()) {
      if (unit.dropFailures(['port-taken'])) this.kick(unit.id);
    }
  }

  unitIds(): readonly string[] {
    const stored = this.#options.store.all().map(({ assignment }) => assignment.unitId);
    return [...new Set([...stored, ...this.#options.cache.unitIds()])];
  }

  isBusy(unitId: string): boolean {
    return this.#units.get(unitId)?.busy ?? false;
  }

  /** Null when there is nothing to say: neither an assignment nor a container. */
  observe(unitId: string): UnitObservation | null {
    const containers = this.#options.cache.ofUnit(unitId);
    const record = this.#options.store.get(unitId);
    if (record === undefined) return containers.length === 0 ? null : describeUnknownUnit(unitId, containers);
    const unit = this.#unit(unitId);
    return describeUnit(record.assignment, containers, unit.verdict, unit.healed);
  }

  /** The server knows of these healings. */
  healedTold(unitId: string, count: number): void {
    const unit = this.#units.get(unitId);
    if (unit !== undefined) unit.healed = unit.healed.slice(count);
  }

  async #drive(unit: Unit): Promise<void> {
    unit.cancelTimer?.();
    unit.cancelTimer = null;
    for (let count = 0; ; count++) {
      unit.lookAgain = false;
      await this.#catchUp(unit);
      const record = this.#options.store.get(unit.id);
      if (record === undefined) return;
      const now = this.#options.clock.monotonic();
      const containers = this.#options.cache.ofUnit(unit.id).map(toLocal);
      const judged = stepUnit({
        assignment: record.assignment,
        containers,
        memory: unit.memory(record),
        now,
      });
      const verdict = unit.missed.size === 0 ? judged : unsure(judged, now);
      unit.verdict = verdict;
      if (verdict.action === null || !this.#ready) {
        if (verdict.converged) this.#converged(unit);
        if (unit.lookAgain) continue;
        this.#armTimer(unit, verdict.lookAgainAt);
        return;
      }
      if (count >= ACTIONS_IN_A_ROW_MAX) {
        this.#options.log.error({ unitId: unit.id, action: verdict.action.kind }, 'goes in circles; paused');
        this.#armTimer(unit, now + CIRCLE_PAUSE_MS);
        return;
      }
      await this.#perform(unit, record, verdict.action);
    }
  }

  #converged(unit: Unit): void {
    unit.failures = {};
    unit.pulled = {};
    if (unit.jobId !== null) this.#options.onChange(unit.id, true);
    unit.jobId = null;
  }

  async #perform(unit: Unit, record: UnitRecord, action: UnitAction): Promise<void> {
    const { unitId, launch } = action;
    const beganAt = this.#options.clock.monotonic();
    try {
      await this.#apply(unit, record, action);
      const ms = Math.round(this.#options.clock.monotonic() - beganAt);
      this.#options.log.info({ unitId, launch, generation: record.assignment.generation, ms }, action.kind);
    } catch (error) {
      await this.#failed(unit, record, action, error);
    }
  }

  async #apply(unit: Unit, record: UnitRecord, action: UnitAction): Promise<void> {
    const seen = (container: EngineContainer, byUs: boolean): void => unit.seen(toLocal(container), byUs);
    switch (action.kind) {
      case 'create':
        return this.#create(unit, record, action);
      case 'start':
        seen(await this.#runner.start(action), false);
        noteServed(this.#options.store, this.#options.cache, action);
        return;
      case 'restart':
        seen(await this.#runner.restart(action), true);
        noteServed(this.#options.store, this.#options.cache, action);
        return;
      case 'unpause':
        seen(await this.#runner.unpause(action), false);
        return;
      case 'stop':
        seen(await this.#runner.stop(action), true);
        this.retryPortTaken();
        return;
      case 'remove': {
        const removed = await this.#runner.remove(action);
        if (removed !== undefined) unit.gone(toLocal(removed), true);
      }
    }
  }

  async #create(unit: Unit, record: UnitRecord, action: UnitAction & { kind: 'create' }): Promise<void> {
    if (action.pullFirst) {
      this.#pull(unit, record, action);
      return;
    }
    try {
      const container = await this.#runner.create(action, record.assignment.generation);
      if (action.cause === 'removed') unit.noteHealed(action.launch, 'removed');
      delete unit.pulled[action.launch];
      unit.seen(toLocal(container), false);
    } catch (error) {
      // To try first and pull on a refusal saves a question for every container whose image is there.
      const pulledAlready = unit.pulled[action.launch] === action.spec.specHash;
      if (!isKind(error, 'imageNotFound') || pulledAlready) throw error;
      this.#pull(unit, record, action);
    }
  }

  /** In the background: the unit's other containers must not wait for it. */
  #pull(unit: Unit, record: UnitRecord, action: UnitAction & { kind: 'create' }): void {
    const { launch, spec } = action;
    const controller = new AbortController();
    const pull = { image: spec.image, abort: () => controller.abort() };
    unit.pulls.set(launch, pull);
    const end = (finish: () => void): void => {
      if (unit.pulls.get(launch) !== pull) return;
      unit.pulls.delete(launch);
      finish();
      this.kick(unit.id);
    };
    this.#puller.pull(spec.image, controller.signal).then(
      () => end(() => (unit.pulled[launch] = spec.specHash)),
      (error: unknown) => end(() => this.#note(unit, record, launch, error)),
    );
  }

  async #failed(unit: Unit, record: UnitRecord, action: UnitAction, error: unknown): Promise<void> {
    const containerId = action.kind === 'create' ? null : action.containerId;
    if (containerId !== null && isKind(error, 'notFound')) {
      this.gone(containerId);
      return;
    }
    // "Marked for removal" and the like: what it has become decides, if it has become something else.
    if (containerId !== null && isKind(error, 'conflict') && (await this.#hasChanged(unit, containerId)))
      return;
    this.#note(unit, record, action.launch, error);
  }

  async #hasChanged(unit: Unit, containerId: string): Promise<boolean> {
    const before = this.#options.cache.get(containerId)?.state;
    try {
      const container = await this.#runner.look(containerId);
      unit.seen(toLocal(container), false);
      return container.state !== before;
    } catch (error) {
      if (isKind(error, 'notFound')) this.gone(containerId);
      return isKind(error, 'notFound');
    }
  }

  #note(unit: Unit, record: UnitRecord, launch: string, thrown: unknown): void {
    const { unitId, generation } = record.assignment;
    if (this.#options.store.get(unitId)?.assignment.generation !== generation) return;
    if (!(thrown instanceof DockerError)) {
      this.#options.log.error({ error: thrown, unitId, launch }, 'unexpected error');
    }
    const error = toUnitError(thrown, launch);
    const { jobId } = unit;
    const attempts = unit.failed(error, generation);
    this.#options.log.warn(
      { unitId, launch, generation, code: error.code, attempts, message: error.message },
      'failed',
    );
    if (jobId !== null) this.#options.onFailure({ jobId, unitId, generation, error });
  }

  /** Events that came while an action ran: the container is looked at unless the action did it later than that. */
  async #catchUp(unit: Unit): Promise<void> {
    const missed = [...unit.missed];
    unit.missed.clear();
    for (const [containerId, at] of missed) {
      if (at < this.#options.cache.seenAt(containerId)) continue;
      try {
        unit.seen(toLocal(await this.#runner.look(containerId)), false);
      } catch (error) {
        if (isKind(error, 'notFound')) {
          this.gone(containerId);
          continue;
        }
        unit.missed.set(containerId, at);
        this.#options.log.warn({ error, unitId: unit.id, containerId }, 'container could not be looked at');
      }
    }
  }

  #armTimer(unit: Unit, at: number | null): void {
    if (at === null) return;
    const wait = Math.min(Math.max(at - this.#options.clock.monotonic(), 1), LOOK_AGAIN_MAX_MS);
    unit.cancelTimer = this.#options.clock.after(wait, () => {
      unit.cancelTimer = null;
      this.kick(unit.id);
    });
  }

  #memory(record: UnitRecord): ReturnType<Unit['memory']> {
    return this.#unit(record.assignment.unitId).memory(record);
  }

  #unit(unitId: string): Unit {
    const known = this.#units.get(unitId);
    if (known !== undefined) return known;
    const unit = new Unit(unitId, this.#options.clock);
    this.#units.set(unitId, unit);
    return unit;
  }
}
