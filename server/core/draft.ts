import type { PlanRequest } from './model/input.ts';
import type { Action, ActionCause, ChangeAction, PlaceAction } from './model/plan.ts';
import { IndexBook } from './naming/index-book.ts';
import type { Demand } from './placement/demand.ts';
import type { HostRoom } from './placement/host-room.ts';
import { HostSearch, type NoHost } from './placement/host-search.ts';
import { openRooms } from './placement/open-rooms.ts';
import { latestRecreation } from './world/recreation.ts';
import type { ServiceFacts, UnitFacts, World } from './world/world.ts';

/** Why nothing was decided where something had to be. */
export type Obstacle = { readonly code: 'limit' } | NoHost | { readonly code: 'invalid-spec' };

export interface WaitingSlot {
  readonly index: number;
  readonly obstacle: Obstacle;
}

export type UnitChange = Pick<ChangeAction, 'desired' | 'revisionId' | 'restartCount' | 'lost' | 'cause'>;

export interface Placement {
  readonly index: number;
  /** The createIndex of the unit that it takes the place of; null for a new slot. */
  readonly inherited: number | null;
  readonly cause: ActionCause;
}

const NO_DEMAND: Demand = { ports: [], memoryBytes: 0, milliCpu: 0, hardRules: [], softRules: [] };

/**
 * The plan while it is being made, and nothing that outlives it. Steps decide here and nowhere else: each decision
 * takes its share of the limit, of ports, memory and processors, and of the indexes of its service.
 */
export class Draft {
  readonly request: PlanRequest;
  /** By name, then by id. */
  readonly rooms: readonly HostRoom[];
  readonly search: HostSearch;
  /** True when something had to wait because the plan is full. */
  limited = false;
  readonly #actions: Action[] = [];
  readonly #roomById: ReadonlyMap<string, HostRoom>;
  readonly #decisions = new Map<string, Action>();
  readonly #obstacles = new Map<string, Obstacle>();
  readonly #placed = new Map<string, PlaceAction[]>();
  readonly #waiting = new Map<string, WaitingSlot[]>();
  readonly #books = new Map<string, IndexBook>();

  constructor(world: World) {
    this.request = world.request;
    this.rooms = openRooms(world);
    this.search = new HostSearch(this.rooms);
    this.#roomById = new Map(this.rooms.map((room) => [room.host.id, room]));
  }

  get actions(): readonly Action[] {
    return this.#actions;
  }

  /** Asked before a decision is worked out, so that what does not fit claims nothing. */
  hasRoomFor(actionCount: number): boolean {
    if (this.#actions.length + actionCount <= this.request.limits.actionsMax) return true;
    this.limited = true;
    return false;
  }

  /** For actions that concern no unit. */
  add(action: Action): void {
    this.#actions.push(action);
  }

  decisionOf(unitId: string): Action | null {
    return this.#decisions.get(unitId) ?? null;
  }

  obstacleOf(unitId: string): Obstacle | null {
    return this.#obstacles.get(unitId) ?? null;
  }

  /** No step has dealt with the unit yet. */
  isOpen({ unit }: UnitFacts): boolean {
    return !this.#decisions.has(unit.id) && !this.#obstacles.has(unit.id);
  }

  /** The unit is meant to leave, by this plan or by one before it. */
  isLeaving({ unit }: UnitFacts): boolean {
    const decision = this.#decisions.get(unit.id);
    if (decision?.kind === 'forget') return true;
    return (decision?.kind === 'change' ? decision.desired : unit.desired) === 'removed';
  }

  placedOf(serviceId: string): readonly PlaceAction[] {
    return this.#placed.get(serviceId) ?? [];
  }

  waitingOf(serviceId: string): readonly WaitingSlot[] {
    return this.#waiting.get(serviceId) ?? [];
  }

  roomOf(hostId: string): HostRoom | null {
    return this.#roomById.get(hostId) ?? null;
  }

  indexesOf(service: ServiceFacts): IndexBook {
    const known = this.#books.get(service.service.id);
    if (known !== undefined) return known;
    const book = new IndexBook(service.units);
    this.#books.set(service.service.id, book);
    return book;
  }

  block({ unit }: UnitFacts, obstacle: Obstacle): void {
    this.#obstacles.set(unit.id, obstacle);
  }

  /** The unit waits for the next plan when this one is full. */
  hasRoomForUnit(facts: UnitFacts, actionCount: number): boolean {
    if (this.hasRoomFor(actionCount)) return true;
    this.block(facts, { code: 'limit' });
    return false;
  }

  change(service: ServiceFacts, { unit }: UnitFacts, change: UnitChange): void {
    const room = this.roomOf(unit.hostId);
    if (change.revisionId !== unit.revisionId) {
      room?.release(service.demands.get(unit.revisionId) ?? NO_DEMAND);
      room?.claim(service.demands.get(change.revisionId) ?? NO_DEMAND);
      this.search.startOver();
    }
    if (change.desired === 'removed') room?.count(unit.serviceId, -1);
    if (change.lost) this.indexesOf(service).vacate(unit, true);
    this.#decide(unit.id, {
      kind: 'change',
      unitId: unit.id,
      serviceId: unit.serviceId,
      hostId: unit.hostId,
      generation: unit.generation + 1,
      // Whatever is decided, the assignment that tells it carries all that was asked of the containers.
      recreateCount: Math.max(unit.recreateCount, latestRecreation(unit)),
      ...change,
    });
  }

  remove(service: ServiceFacts, facts: UnitFacts, cause: ActionCause, lost = false): void {
    const { revisionId, restartCount } = facts.unit;
    this.change(service, facts, { desired: 'removed', revisionId, restartCount, lost, cause });
  }

  forget(service: ServiceFacts, { unit }: UnitFacts, cause: ActionCause): void {
    this.indexesOf(service).vacate(unit, cause === 'host-removed');
    const { id: unitId, serviceId, hostId } = unit;
    this.#decide(unitId, { kind: 'forget', unitId, serviceId, hostId, cause });
  }

  resend({ unit }: UnitFacts): void {
    const { id: unitId, hostId, generation } = unit;
    this.#decide(unitId, { kind: 'dispatch', unitId, hostId, generation, cause: 'resend' });
  }

  place(
    { service }: ServiceFacts,
    room: HostRoom,
    demand: Demand,
    book: IndexBook,
    { index, inherited, cause }: Placement,
  ): void {
    const placed = this.#placed.get(service.id) ?? [];
    const newCount = placed.filter(({ createIndex }) => createIndex >= service.nextCreateIndex).length;
    const action: PlaceAction = {
      kind: 'place',
      unitId: this.request.ids.nextUnitId(),
      serviceId: service.id,
      hostId: room.host.id,
      index,
      createIndex: inherited ?? service.nextCreateIndex + newCount,
      revisionId: service.currentRevisionId,
      generation: 1,
      desired: 'running',
      restartCount: service.restartCount,
      cause,
    };
    room.claim(demand);
    room.count(service.id, 1);
    book.take(index);
    this.#actions.push(action);
    placed.push(action);
    this.#placed.set(service.id, placed);
  }

  wait({ service }: ServiceFacts, slot: WaitingSlot): void {
    const slots = this.#waiting.get(service.id) ?? [];
    slots.push(slot);
    this.#waiting.set(service.id, slots);
  }

  #decide(unitId: string, action: Action): void {
    this.#decisions.set(unitId, action);
    this.#actions.push(action);
  }
}
