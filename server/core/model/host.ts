import type { HostKnowledge, Instant } from './observed.ts';

export type HostLifecycle =
  | 'registering'
  | 'active'
  | 'inactive'
  | 'reconnecting'
  | 'disconnected'
  | 'removing'
  | 'removed'
  | 'purged';

export interface PortClaim {
  /** Null binds every address. */
  readonly hostIp: string | null;
  readonly hostPort: number;
  readonly protocol: 'tcp' | 'udp';
}

export interface HostModel {
  readonly id: string;
  readonly name: string;
  /** What people asked for. */
  readonly desired: 'active' | 'inactive' | 'removed';
  /** What was last recorded; `decideHostState` says what it is now. */
  readonly state: HostLifecycle;
  readonly stateSince: Instant;
  /** Null until the agent has opened a session. */
  readonly lastSeenAt: Instant | null;
  /** When it last answered together with its engine; absent or null when that was never. */
  readonly knownAt?: Instant | null;
  readonly engineReachable: boolean;
  readonly knowledge: HostKnowledge;
  /** User labels over automatic ones. */
  readonly labels: Readonly<Record<string, string>>;
  /** Null while unknown: then no limit is applied. */
  readonly memoryBytes: number | null;
  readonly milliCpu: number | null;
  /** Host ports held by containers that Drover did not make. */
  readonly foreignPorts: readonly PortClaim[];
}
