import { isDeepStrictEqual } from 'node:util';
import type { ReportInput } from '../../../agent/protocol/messages.ts';
import type { HostObservation, ReportingHost } from '../../db/repositories/ingest/lock-host.ts';
import { automaticLabels } from '../automatic-labels.ts';

export interface HostNews {
  readonly observation: HostObservation;
  /** What the planner places by has changed, or what it may act on. */
  readonly matters: boolean;
  /** Something a page about the host shows has changed. */
  readonly visible: boolean;
}

/** What a report says about the host itself, against what is recorded. */
export function digestHost(host: ReportingHost, report: ReportInput): HostNews {
  const listed = report.full && report.engineReachable;
  const newFacts = report.facts !== null && !isDeepStrictEqual(report.facts, host.facts);
  const newPorts = report.foreignPorts !== null && !isDeepStrictEqual(report.foreignPorts, host.foreignPorts);
  const newCount =
    report.foreignContainerCount !== null && report.foreignContainerCount !== host.foreignContainerCount;
  const engineChanged = host.engineReachable !== report.engineReachable;
  // Any sign of life matters of a host that is not in service: the planner alone says that it is back.
  const outOfService = host.state !== 'active' && host.state !== 'inactive';
  const facts = newFacts ? report.facts : null;
  return {
    observation: {
      hostId: host.id,
      sequence: report.sequence,
      engineReachable: report.engineReachable,
      listed,
      facts: facts === null ? null : JSON.stringify(facts),
      address: facts?.address ?? null,
      automaticLabels: facts === null ? null : JSON.stringify(automaticLabels(facts)),
      foreignPorts: newPorts ? JSON.stringify(report.foreignPorts) : null,
      foreignContainerCount: newCount ? report.foreignContainerCount : null,
    },
    matters: newFacts || newPorts || engineChanged || outOfService || (listed && !host.listedInSession),
    visible: newFacts || newCount || engineChanged,
  };
}
