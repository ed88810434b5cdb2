import type { ChangeNote } from '../db/notify.ts';

/**
 * What other transactions announced, in this process or any other. `onResync` fires after the listening connection
 * was lost and made again: anything may have been missed, so look at everything.
 */
export interface Bus {
  onWake(listener: (environmentId: string) => void): () => void;
  onJobs(listener: (hostId: string) => void): () => void;
  onChanges(listener: (note: ChangeNote) => void): () => void;
  onResync(listener: () => void): () => void;
  close(): Promise<void>;
}
