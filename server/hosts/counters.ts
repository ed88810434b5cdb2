/** Plain counts since the start of the process. */
export interface HostLinkCounters {
  polls: number;
  jobsDelivered: number;
  reports: number;
  reportsIgnored: number;
  syncs: number;
  /** Units that a sync had to put right although no job was on its way. Should stay flat: a rise means lost messages. */
  corrections: number;
  /** Messages about units of other hosts. */
  forgeries: number;
}

export function createCounters(): HostLinkCounters {
  return {
    polls: 0,
    jobsDelivered: 0,
    reports: 0,
    reportsIgnored: 0,
    syncs: 0,
    corrections: 0,
    forgeries: 0,
  };
}
