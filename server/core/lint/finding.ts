/** `fatal`: the plan must not be committed. `warning`: it does no harm, but the planner did not mean it. */
export type Severity = 'fatal' | 'warning';

export type FindingCode =
  | 'wrong-parent'
  | 'unknown-host'
  | 'unknown-service'
  | 'unknown-stack'
  | 'unknown-unit'
  | 'unknown-revision'
  | 'wrong-relation'
  | 'duplicate-action'
  | 'wrong-generation'
  | 'wrong-new-unit'
  | 'slot-taken'
  | 'port-collision'
  | 'over-reserved'
  | 'host-not-active'
  | 'not-wanted'
  | 'not-known-gone'
  | 'removed-on-unknown'
  | 'given-up-too-soon'
  | 'left-behind'
  | 'too-disruptive'
  | 'over-limit'
  | 'needless'
  | 'unsorted';

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Id of the host, service, stack or unit that the finding is about. */
  readonly subject: string;
  readonly message: string;
}

export function fatal(code: FindingCode, subject: string, message: string): Finding {
  return { code, severity: 'fatal', subject, message };
}

export function warning(code: FindingCode, subject: string, message: string): Finding {
  return { code, severity: 'warning', subject, message };
}
