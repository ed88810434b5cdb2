import type { ReasonCode, ServiceReportState, UnitReport } from '../model/report.ts';
import type { ServiceModel } from '../model/service.ts';

export interface ServiceTally {
  readonly desired: ServiceModel['desired'];
  readonly scale: number;
  readonly runningCount: number;
  readonly units: readonly UnitReport[];
}

/** One word for a service, from what its units and waiting slots are. */
export function serviceState({ desired, scale, runningCount, units }: ServiceTally): ServiceReportState {
  if (desired === 'removed') return 'removing';
  const pending = units.filter(({ reason }) => reason !== null);
  if (desired === 'stopped') return pending.length === 0 ? 'stopped' : 'stopping';
  if (runningCount < scale && pending.some(isTrouble)) return 'degraded';
  if (pending.some(isUpdating)) return 'updating';
  if (runningCount < scale) return 'activating';
  // Everything asked for runs; what is pending are units on their way out.
  return 'active';
}

/** It does not pass by itself in the ordinary course of starting. */
function isTrouble({ state, reason }: UnitReport): boolean {
  if (state === 'removing' || reason?.code === 'limit') return false;
  if (state !== 'running' && reason?.code === 'no-host') return true;
  return state === 'failing' || state === 'waiting' || state === 'unknown';
}

const UPDATING: readonly ReasonCode[] = ['updating', 'restarting'];

function isUpdating({ state, reason }: UnitReport): boolean {
  if (state === 'updating') return true;
  // It runs and is not as asked: it waits for its turn or for a host that can take the new revision.
  return state === 'running' || (reason !== null && UPDATING.includes(reason.code));
}
