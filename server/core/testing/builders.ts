import type { HostModel, PortClaim } from '../model/host.ts';
import type { PlanInput, PlanLimits, PlanRequest } from '../model/input.ts';
import type { Instant } from '../model/observed.ts';
import type { PlanResult } from '../model/report.ts';
import type { RevisionModel, ServiceModel, StackModel } from '../model/service.ts';
import type { UnitFailure, UnitModel } from '../model/unit.ts';
import { plan } from '../plan.ts';
import { LIMITS, NOW, TIMING } from './clock.ts';
import { countingIds } from './ids.ts';
import { runningObservation } from './observations.ts';

const MIB = 1024 * 1024;

export interface HostOptions extends Partial<Omit<HostModel, 'id' | 'name' | 'memoryBytes'>> {
  /** How long ago it was last heard of. */
  readonly seenAgoMs?: number;
  readonly memoryMb?: number | null;
}

export interface SpecOptions {
  /** Host ports, tcp on every address unless said otherwise. */
  readonly ports?: readonly (number | PortClaim)[];
  readonly memoryMb?: number;
  readonly milliCpu?: number;
  readonly rules?: RevisionModel['hostRules'];
  readonly sidekicks?: readonly string[];
}

export interface ServiceOptions
  extends SpecOptions,
    Partial<Omit<ServiceModel, 'id' | 'name' | 'revisions'>> {}

export type UnitOptions = Partial<Omit<UnitModel, 'id' | 'serviceId' | 'hostId' | 'index'>> & {
  readonly id?: string;
};

/**
 * A cluster to plan for, in a few words. Whatever a test does not mention is valid and boring: hosts are active and
 * heard of just now, services ask for one running unit of no size.
 */
export function cluster(): ClusterBuilder {
  return new ClusterBuilder({
    environmentId: 'env',
    parent: 7,
    hosts: [],
    stacks: [],
    services: [],
    units: [],
  });
}

/** Each call gives a new builder, so that a cluster can be the beginning of several tests. */
export class ClusterBuilder {
  readonly input: PlanInput;

  constructor(input: PlanInput) {
    this.input = input;
  }

  host(name: string, options: HostOptions = {}): ClusterBuilder {
    return this.#with({ hosts: [...this.input.hosts, makeHost(name, options)] });
  }

  stack(name: string, desired: StackModel['desired'] = 'present'): ClusterBuilder {
    const others = this.input.stacks.filter(({ id }) => id !== name);
    return this.#with({ stacks: [...others, { id: name, name, desired }] });
  }

  service(name: string, options: ServiceOptions = {}): ClusterBuilder {
    const service = makeService(name, options);
    const known = this.input.stacks.some(({ id }) => id === service.stackId);
    const builder = known ? this : this.stack(service.stackId);
    return builder.#with({ services: [...builder.input.services, service] });
  }

  /** Gives the service a new current revision. */
  edit(name: string, spec: SpecOptions = {}): ClusterBuilder {
    return this.#service(name, (service) => {
      const revision = makeRevision(name, service.revisions.length + 1, spec);
      return { currentRevisionId: revision.id, revisions: [...service.revisions, revision] };
    });
  }

  ask(
    name: string,
    change: Partial<Pick<ServiceModel, 'desired' | 'scale' | 'restartCount'>>,
  ): ClusterBuilder {
    return this.#service(name, () => change);
  }

  /** A unit that nobody has looked at yet, with its job in the queue. */
  unit(serviceName: string, index: number, hostName: string, options: UnitOptions = {}): ClusterBuilder {
    const service = this.input.services.find(({ id }) => id === serviceName);
    const id = options.id ?? `${serviceName}-${index}`;
    const generation = options.generation ?? 1;
    const unit: UnitModel = {
      serviceId: serviceName,
      hostId: hostName,
      index,
      createIndex: index,
      revisionId: service?.currentRevisionId ?? `${serviceName}-r1`,
      generation,
      desired: 'running',
      restartCount: 0,
      recreations: {},
      recreateCount: 0,
      createdAt: NOW - 1_000_000,
      lostAt: null,
      job: { generation, state: 'queued', attempts: 0, notBefore: NOW - 1_000_000 },
      failure: null,
      observed: { kind: 'unobserved' },
      ...options,
      id,
    };
    const units = [...this.input.units, unit];
    return this.#with({ units }).#service(serviceName, ({ nextCreateIndex }) => ({
      nextCreateIndex: Math.max(nextCreateIndex, unit.createIndex + 1),
    }));
  }

  running(serviceName: string, index: number, hostName: string, options: UnitOptions = {}): ClusterBuilder {
    const observed = runningObservation(options.generation ?? 1, NOW - 500_000);
    return this.unit(serviceName, index, hostName, { job: null, observed, ...options });
  }

  failing(
    serviceName: string,
    index: number,
    hostName: string,
    failure: Partial<UnitFailure> = {},
  ): ClusterBuilder {
    return this.unit(serviceName, index, hostName, { failure: makeFailure(failure) });
  }

  /** Changes what is known of a unit, by its id. */
  alter(unitId: string, change: Partial<UnitModel>): ClusterBuilder {
    return this.#with({
      units: this.input.units.map((unit) => (unit.id === unitId ? { ...unit, ...change } : unit)),
    });
  }

  alterHost(name: string, options: HostOptions): ClusterBuilder {
    return this.#with({
      hosts: this.input.hosts.map((host) => (host.id === name ? { ...host, ...hostChange(options) } : host)),
    });
  }

  request(limits: Partial<PlanLimits> = {}, now: Instant = NOW): PlanRequest {
    return { input: this.input, now, ids: countingIds(), limits: { ...LIMITS, ...limits }, timing: TIMING };
  }

  plan(limits: Partial<PlanLimits> = {}, now: Instant = NOW): PlanResult {
    return plan(this.request(limits, now));
  }

  #service(name: string, change: (service: ServiceModel) => Partial<ServiceModel>): ClusterBuilder {
    return this.#with({
      services: this.input.services.map((one) => (one.id === name ? { ...one, ...change(one) } : one)),
    });
  }

  #with(change: Partial<PlanInput>): ClusterBuilder {
    return new ClusterBuilder({ ...this.input, ...change });
  }
}

function hostChange({ seenAgoMs, memoryMb, ...rest }: HostOptions): Partial<HostModel> {
  return {
    ...(seenAgoMs === undefined ? {} : { lastSeenAt: NOW - seenAgoMs }),
    ...(memoryMb === undefined ? {} : { memoryBytes: memoryMb === null ? null : memoryMb * MIB }),
    ...rest,
  };
}

export function makeHost(name: string, options: HostOptions = {}): HostModel {
  return {
    id: name,
    name,
    desired: 'active',
    state: 'active',
    stateSince: NOW - 1_000_000,
    lastSeenAt: NOW,
    engineReachable: true,
    knowledge: { kind: 'known' },
    labels: {},
    memoryBytes: 4_096 * MIB,
    milliCpu: 4_000,
    foreignPorts: [],
    ...hostChange(options),
  };
}

export function makeRevision(service: string, number: number, spec: SpecOptions = {}): RevisionModel {
  const { ports = [], memoryMb = 0, milliCpu = 0, rules = [], sidekicks = [] } = spec;
  return {
    id: `${service}-r${number}`,
    number,
    ports: ports.map((port) =>
      typeof port === 'number' ? { hostIp: null, hostPort: port, protocol: 'tcp' } : port,
    ),
    memoryReservationBytes: memoryMb * MIB,
    milliCpuReservation: milliCpu,
    hostRules: rules,
    launches: ['', ...sidekicks],
  };
}

function makeService(name: string, options: ServiceOptions): ServiceModel {
  const { ports, memoryMb, milliCpu, rules, sidekicks, ...rest } = options;
  const revision = makeRevision(name, 1, { ports, memoryMb, milliCpu, rules, sidekicks });
  return {
    id: name,
    stackId: 'app',
    name,
    createdAt: NOW - 2_000_000,
    desired: 'running',
    scale: 1,
    restartCount: 0,
    currentRevisionId: revision.id,
    revisions: [revision],
    nextCreateIndex: 1,
    ...rest,
  };
}

export function makeFailure(failure: Partial<UnitFailure> = {}): UnitFailure {
  return {
    code: 'engine-error',
    message: 'no',
    since: NOW - 30_000,
    attempts: 1,
    nextAttemptAt: NOW + 5_000,
    ...failure,
  };
}
