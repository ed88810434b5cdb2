/** What hosts have shown. Instants are milliseconds since the epoch by the server's clock. */
export type Instant = number;

export type ObservedContainerState =
  | 'missing'
  | 'created'
  | 'running'
  | 'paused'
  | 'restarting'
  | 'removing'
  | 'exited'
  | 'dead';

export interface ObservedContainer {
  readonly launch: string;
  readonly state: ObservedContainerState;
}

/** `unobserved` is not `absent`: the first means nobody has looked, the second that the host said it is not there. */
export type UnitObservation =
  | { readonly kind: 'unobserved' }
  | { readonly kind: 'absent'; readonly generation: number; readonly at: Instant }
  | {
      readonly kind: 'present';
      /** The generation the agent worked to when it looked. */
      readonly generation: number;
      readonly converged: boolean;
      readonly containers: readonly ObservedContainer[];
      readonly at: Instant;
    };

/** Whether what is known of a host may be acted on. */
export type HostKnowledge =
  | { readonly kind: 'known' }
  | { readonly kind: 'stale'; readonly since: Instant }
  | { readonly kind: 'unknown'; readonly since: Instant };
