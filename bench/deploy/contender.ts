/** One way to run N containers on the hosts. All are measured by the engines' own start events. */
export interface Contender {
  readonly name: string;
  /** Asks for `count` containers in a new service. */
  create(count: number): Promise<void>;
  /** Asks the same service for `count` in all. */
  scale(count: number): Promise<void>;
  /** Removes the service and waits until no container of it is left. */
  remove(): Promise<void>;
  close(): Promise<void>;
}

export const IMAGE = 'web:v1';
export const REMOVE_TIMEOUT_MS = 120_000;
