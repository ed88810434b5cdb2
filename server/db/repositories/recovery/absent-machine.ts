const PREFIX = 'not-come:';

/** Stands in for the machine id of a host that is known by name only. */
export function absentMachineId(hostId: string): string {
  return `${PREFIX}${hostId}`;
}

/** No machine may say so of itself: it would be taken for the host whose place is kept. */
export function isAbsentMachineId(machineId: string): boolean {
  return machineId.startsWith(PREFIX);
}
