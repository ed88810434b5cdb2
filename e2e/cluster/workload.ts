import { waitUntil } from '../../lab/harness/wait-until.ts';
import type { ServiceDetail, ServiceSpecInput } from '../../server/schemas/service.ts';
import { type Cluster, type EngineContainer, onEngines } from './cluster.ts';

const SETTLE_TIMEOUT_MS = 120_000;
const SERVICE = 'web';

export interface WorkloadOptions {
  readonly scale: number;
  readonly image?: string;
  readonly spec?: Omit<Partial<ServiceSpecInput>, 'launch'>;
  readonly launch?: Partial<ServiceSpecInput['launch']>;
}

export interface WorkloadNames {
  readonly stackName: string;
  readonly serviceName: string;
  readonly stackId: string;
  readonly serviceId: string;
}

/** One service of a stack, and the questions tests ask about it. */
export class Workload {
  readonly cluster: Cluster;
  readonly stackName: string;
  readonly serviceName: string;
  readonly stackId: string;
  readonly serviceId: string;

  private constructor(cluster: Cluster, names: WorkloadNames) {
    this.cluster = cluster;
    this.stackName = names.stackName;
    this.serviceName = names.serviceName;
    this.stackId = names.stackId;
    this.serviceId = names.serviceId;
  }

  /** A service that is there already, perhaps one of several in its stack. */
  static of(cluster: Cluster, names: WorkloadNames): Workload {
    return new Workload(cluster, names);
  }

  static async create(cluster: Cluster, stackName: string, options: WorkloadOptions): Promise<Workload> {
    const { client, environmentId } = cluster;
    const stack = await client.stacks.create.mutate({ environmentId, name: stackName });
    const service = await client.services.create.mutate({
      environmentId,
      stackId: stack.id,
      name: SERVICE,
      scale: options.scale,
      spec: { ...options.spec, launch: { image: options.image ?? 'web:v1', ...options.launch } },
    });
    const names = { stackName, serviceName: SERVICE, stackId: stack.id, serviceId: service.id };
    return new Workload(cluster, names);
  }

  nameOf(index: number): string {
    return `${this.stackName}-${this.serviceName}-${index}`;
  }

  detail(): Promise<ServiceDetail> {
    return this.cluster.client.services.get.query(this.ref());
  }

  ref() {
    return { environmentId: this.cluster.environmentId, serviceId: this.serviceId };
  }

  async scale(scale: number): Promise<void> {
    await this.cluster.client.services.scale.mutate({ ...this.ref(), scale });
  }

  /** What the engines have of this service, as they tell it. */
  async onEngines(): Promise<EngineContainer[]> {
    const { hosts } = this.cluster;
    const prefix = `${this.stackName}-${this.serviceName}-`;
    return (await onEngines(hosts, this.stackName)).filter((one) => one.name.startsWith(prefix));
  }

  /** Until Drover says it is as asked and the engines run exactly that many, under names 1 to N. */
  async waitForRunning(count: number): Promise<ServiceDetail> {
    return waitUntil(
      async () => {
        const service = await this.detail();
        const containers = await this.onEngines();
        const wanted = Array.from({ length: count }, (_, at) => this.nameOf(at + 1));
        const found = containers.map((one) => one.name);
        const exact =
          JSON.stringify(found) === JSON.stringify(wanted) && containers.every((one) => one.running);
        if (service.reason === null && service.runningCount === count && exact) return service;
        throw new Error(
          `${service.state} ${service.runningCount}, reason ${service.reason?.code}, engines: ${found.join(' ')}`,
        );
      },
      { timeoutMs: SETTLE_TIMEOUT_MS, what: `${this.stackName} to run ${count}`, everyMs: 250 },
    );
  }

  async waitFor(what: string, holds: (service: ServiceDetail) => boolean): Promise<ServiceDetail> {
    return waitUntil(
      async () => {
        const service = await this.detail();
        if (holds(service)) return service;
        throw new Error(
          JSON.stringify({
            state: service.state,
            reason: service.reason,
            units: service.units.map((unit) => [unit.name, unit.state, unit.reason?.code]),
          }),
        );
      },
      { timeoutMs: SETTLE_TIMEOUT_MS, what, everyMs: 200 },
    );
  }

  /** Removes the stack and waits until no engine has a container of it. */
  async remove(): Promise<void> {
    const { client, environmentId, hosts } = this.cluster;
    await client.stacks.remove.mutate({ environmentId, stackId: this.stackId });
    await waitUntil(async () => (await onEngines(hosts, this.stackName)).length === 0, {
      timeoutMs: SETTLE_TIMEOUT_MS,
      what: `no container of ${this.stackName} on any engine`,
    });
    await waitUntil(
      async () =>
        (await client.stacks.list.query({ environmentId })).every((stack) => stack.id !== this.stackId),
      { timeoutMs: SETTLE_TIMEOUT_MS, what: `${this.stackName} to be gone` },
    );
  }
}
