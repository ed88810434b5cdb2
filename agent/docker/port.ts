import type { ContainerSpec } from '../protocol/assignment.ts';
import type { ContainerState, ForeignPort, ObservedContainerFacts } from '../protocol/observation.ts';

export type EngineState = Exclude<ContainerState, 'missing'>;

export interface EngineContainer {
  readonly id: string;
  /** Without Docker's leading slash. */
  readonly name: string;
  readonly state: EngineState;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly exitCode: number | null;
  readonly facts: ObservedContainerFacts;
}

/** What a list tells; the rest takes an inspect. */
export interface ContainerSummary {
  readonly id: string;
  readonly name: string;
  readonly state: EngineState;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ForeignContainers {
  readonly count: number;
  readonly ports: readonly ForeignPort[];
}

export interface EngineInfo {
  readonly hostname: string;
  readonly operatingSystem: string;
  readonly kernelVersion: string;
  readonly dockerVersion: string;
  readonly architecture: string;
  readonly cpuCount: number;
  readonly memoryBytes: number;
  readonly storageDriver: string;
}

export const ENGINE_EVENT_ACTIONS = [
  'create',
  'start',
  'kill',
  'die',
  'destroy',
  'pause',
  'unpause',
  'rename',
] as const;
export type EngineEventAction = (typeof ENGINE_EVENT_ACTIONS)[number];

export interface EngineEvent {
  readonly action: EngineEventAction;
  readonly containerId: string;
  readonly labels: Readonly<Record<string, string>>;
  /** By the engine's clock, milliseconds since the epoch. */
  readonly at: number;
  /** Of a `kill`: the number of the signal. */
  readonly signal: number | null;
}

export interface EventStream {
  /** Ends when the engine closes the stream or the signal given at subscription is aborted. */
  readonly events: AsyncIterable<EngineEvent>;
}

/** `already`: the engine had nothing to do, which is as good as done. */
export type Outcome = 'done' | 'already';

/**
 * A Docker engine in Drover's words. Every call ends within a deadline and fails with a DockerError, never otherwise.
 * Lists fail rather than answer empty: "none" and "could not look" are different things.
 */
export interface DockerPort {
  ping(): Promise<void>;
  info(): Promise<EngineInfo>;
  /** Every container that carries the label of a unit, whatever its state. */
  listOwned(): Promise<readonly ContainerSummary[]>;
  /** Running containers that do not. */
  listForeign(): Promise<ForeignContainers>;
  inspect(id: string): Promise<EngineContainer>;
  imageExists(image: string): Promise<boolean>;
  pull(image: string, signal?: AbortSignal): Promise<void>;
  /** Answers the new container's id. `labels` come on top of those of the spec. */
  create(spec: ContainerSpec, labels: Readonly<Record<string, string>>): Promise<string>;
  start(id: string): Promise<Outcome>;
  stop(id: string, timeoutMs: number): Promise<Outcome>;
  restart(id: string, timeoutMs: number): Promise<void>;
  unpause(id: string): Promise<Outcome>;
  /** With its anonymous volumes. `force` kills it first. */
  remove(id: string, force: boolean): Promise<Outcome>;
  /** Resolves when the engine is listening, so that a list made afterwards leaves no gap. */
  events(signal: AbortSignal): Promise<EventStream>;
}
