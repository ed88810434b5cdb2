import type { HostModel } from '../model/host.ts';
import type { PlanInput, PlanLimits, PlanRequest } from '../model/input.ts';
import type { Instant } from '../model/observed.ts';
import type { PlanResult } from '../model/report.ts';
import type { ServiceModel } from '../model/service.ts';
import { plan } from '../plan.ts';
import { applyToModel } from './apply-to-model.ts';
import { type HostOptions, makeHost, makeRevision, type SpecOptions } from './builders.ts';
import { LIMITS, NOW, TIMING } from './clock.ts';
import { countingIds } from './ids.ts';
import { runHosts } from './run-hosts.ts';

/** A world that goes on: what the database holds, what time it is, and what is broken. */
export interface Timeline {
  readonly input: PlanInput;
  readonly now: Instant;
  readonly limits: PlanLimits;
  /** Hosts that do not answer. */
  readonly down: ReadonlySet<string>;
  /** Hosts where every unit with a port fails with `port-taken`. */
  readonly blocked: ReadonlySet<string>;
  readonly idCount: number;
}

/** Something that happens. `host` and `service` count round what there is, so that every number means something. */
export type HistoryStep =
  | { readonly kind: 'tick'; readonly ms: number }
  | { readonly kind: 'commit-only' }
  | { readonly kind: 'add-host'; readonly options: HostOptions }
  | { readonly kind: 'cut' | 'heal' | 'block' | 'unblock'; readonly host: number }
  | { readonly kind: 'ask-host'; readonly host: number; readonly desired: HostModel['desired'] }
  | { readonly kind: 'add-service'; readonly scale: number; readonly spec: SpecOptions }
  | { readonly kind: 'scale'; readonly service: number; readonly scale: number }
  | { readonly kind: 'edit'; readonly service: number; readonly spec: SpecOptions }
  | { readonly kind: 'ask-service'; readonly service: number; readonly desired: ServiceModel['desired'] }
  | { readonly kind: 'restart'; readonly service: number }
  | { readonly kind: 'remove-container'; readonly unit: number }
  | { readonly kind: 'lose-job'; readonly unit: number };

export function startTimeline(limits: Partial<PlanLimits> = {}): Timeline {
  return {
    input: {
      environmentId: 'env',
      parent: 0,
      hosts: [],
      stacks: [{ id: 'app', name: 'app', desired: 'present' }],
      services: [],
      units: [],
    },
    now: NOW,
    limits: { ...LIMITS, ...limits },
    down: new Set(),
    blocked: new Set(),
    idCount: 0,
  };
}

export function requestOf({ input, now, limits, idCount }: Timeline): PlanRequest {
  return { input, now, limits, timing: TIMING, ids: countingIds(idCount + 1) };
}

/** Plans and writes the plan down. Hosts have not heard of it yet. */
export function commit(timeline: Timeline): { readonly timeline: Timeline; readonly result: PlanResult } {
  const result = plan(requestOf(timeline));
  const placed = result.plan.actions.filter(({ kind }) => kind === 'place').length;
  return {
    result,
    timeline: {
      ...timeline,
      input: applyToModel(result.plan, timeline.input, timeline.now),
      idCount: timeline.idCount + placed,
    },
  };
}

/** Time passes; hosts that answer do what they were told. */
export function elapse(timeline: Timeline, ms: number): Timeline {
  const now = timeline.now + ms;
  const hasPorts = new Set(
    timeline.input.services.flatMap(({ revisions }) =>
      revisions.filter(({ ports }) => ports.length > 0).map(({ id }) => id),
    ),
  );
  const input = runHosts(timeline.input, now, {
    isDown: (host) => timeline.down.has(host.id),
    failureOf: (unit) =>
      timeline.blocked.has(unit.hostId) && hasPorts.has(unit.revisionId) ? 'port-taken' : null,
  });
  return { ...timeline, now, input };
}

/** One step of history. Whoever walks it decides what to check between steps. */
export function happen(timeline: Timeline, step: HistoryStep): Timeline {
  const { input } = timeline;
  const hostId = 'host' in step ? pick(input.hosts, step.host)?.id : undefined;
  switch (step.kind) {
    case 'tick':
      return elapse(commit(timeline).timeline, step.ms);
    case 'commit-only':
      return commit(timeline).timeline;
    case 'cut':
      return hostId === undefined ? timeline : { ...timeline, down: new Set([...timeline.down, hostId]) };
    case 'heal':
      return { ...timeline, down: without(timeline.down, hostId) };
    case 'block':
      return hostId === undefined
        ? timeline
        : { ...timeline, blocked: new Set([...timeline.blocked, hostId]) };
    case 'unblock':
      return { ...timeline, blocked: without(timeline.blocked, hostId) };
    default:
      return { ...timeline, input: ask(input, step, timeline.now) };
  }
}

type Asked = Exclude<HistoryStep, { kind: 'tick' | 'commit-only' | 'cut' | 'heal' | 'block' | 'unblock' }>;

function ask(input: PlanInput, step: Asked, now: Instant): PlanInput {
  switch (step.kind) {
    case 'add-host': {
      const name = `h${1 + Math.max(0, ...input.hosts.map(({ id }) => Number(id.slice(1))))}`;
      return {
        ...input,
        hosts: [...input.hosts, makeHost(name, { lastSeenAt: now, stateSince: now, ...step.options })],
      };
    }
    case 'ask-host': {
      const chosen = pick(input.hosts, step.host);
      // A removal is final.
      if (chosen === undefined || chosen.desired === 'removed') return input;
      const hosts = input.hosts.map((host) => (host === chosen ? { ...host, desired: step.desired } : host));
      return { ...input, hosts };
    }
    case 'add-service':
      return { ...input, services: [...input.services, newService(input, step, now)] };
    case 'remove-container': {
      const chosen = pick(input.units, step.unit);
      const number = 1 + Math.max(chosen?.recreateCount ?? 0, chosen?.recreations[''] ?? 0);
      return {
        ...input,
        units: input.units.map((unit) => (unit === chosen ? { ...unit, recreations: { '': number } } : unit)),
      };
    }
    case 'lose-job': {
      const chosen = pick(input.units, step.unit);
      return {
        ...input,
        units: input.units.map((unit) => (unit === chosen ? { ...unit, job: null } : unit)),
      };
    }
    default: {
      const chosen = pick(input.services, step.service);
      if (chosen === undefined || chosen.desired === 'removed') return input;
      const services = input.services.map((service) =>
        service === chosen ? { ...service, ...askService(service, step) } : service,
      );
      return { ...input, services };
    }
  }
}

function askService(
  service: ServiceModel,
  step: Extract<Asked, { kind: 'scale' | 'edit' | 'ask-service' | 'restart' }>,
): Partial<ServiceModel> {
  switch (step.kind) {
    case 'scale':
      return { scale: step.scale };
    case 'ask-service':
      return { desired: step.desired };
    case 'restart':
      return { restartCount: service.restartCount + 1 };
    case 'edit': {
      const revision = makeRevision(service.id, service.revisions.length + 1, step.spec);
      return { currentRevisionId: revision.id, revisions: [...service.revisions, revision] };
    }
  }
}

function newService(
  input: PlanInput,
  { scale, spec }: Extract<Asked, { kind: 'add-service' }>,
  now: Instant,
): ServiceModel {
  const name = `s${1 + Math.max(0, ...input.services.map(({ id }) => Number(id.slice(1))))}`;
  const revision = makeRevision(name, 1, spec);
  return {
    id: name,
    stackId: 'app',
    name,
    createdAt: now,
    desired: 'running',
    scale,
    restartCount: 0,
    currentRevisionId: revision.id,
    revisions: [revision],
    nextCreateIndex: 1,
  };
}

function pick<T>(items: readonly T[], at: number): T | undefined {
  return items.length === 0 ? undefined : items[at % items.length];
}

function without(items: ReadonlySet<string>, item: string | undefined): ReadonlySet<string> {
  return new Set([...items].filter((one) => one !== item));
}
