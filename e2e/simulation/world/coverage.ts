/** How often each fault and each interesting situation really came about: without it "clean" would mean little. */
export class Coverage {
  readonly counts = new Map<string, number>();

  note(what: Situation): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

export const SITUATIONS = [
  // What is done to the world.
  'agent crashed',
  'agent with a stale disk',
  'agent disk torn',
  'server crashed',
  'server crashed in a transaction',
  'database restarted',
  'database restored from a backup',
  'serialization failure',
  'notification lost',
  'engine down',
  'engine crashed with its containers',
  'engine lost all containers',
  'engine call failed',
  'engine answer lost',
  'image missing',
  'host cut off',
  'request lost',
  'answer lost',
  'request delivered twice',
  'message delayed past its deadline',
  'clock of a host an hour off',
  'clock of a host jumped',
  'container crashed',
  'container removed by hand',
  'container stopped by hand',
  'container killed by hand',
  'container paused by hand',
  'container copied by hand',
  'port taken by a stranger',
  // What people ask for.
  'service created',
  'service scaled',
  'service edited',
  'service stopped',
  'service started',
  'service restarted',
  'service removed',
  'container recreated',
  'host joined',
  'host deactivated',
  'host activated',
  'host removed',
  // What comes of it.
  'plan lost the race',
  'plan committed and its answer lost',
  'unit given up with its host',
  'unit moved for its port',
  'unit updated in turn',
  'unit restarted in turn',
  'surplus of a returning host removed',
  'decision sent again',
  'lease expired',
  'job superseded',
  'job failed',
  'late decision refused',
  'late report ignored',
  'report of an ended session refused',
  'session superseded',
  'sync corrected a host',
  'host ahead of the database',
  'tombstone forgotten',
  'closed unit held by a host',
  'duplicate taken down',
  'container healed',
  'slot without a host',
] as const;
export type Situation = (typeof SITUATIONS)[number];
