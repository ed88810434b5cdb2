import type { RouterOutputs } from '../../_trpc/client.ts';

export type EnrolmentStatus = RouterOutputs['hosts']['enrolmentStatus'];

export const enrolmentStepKeys = ['token', 'agent', 'engine', 'active'] as const;
export type EnrolmentStepKey = (typeof enrolmentStepKeys)[number];

export type StepState = 'done' | 'waiting' | 'ahead';
export type EnrolmentStep = { key: EnrolmentStepKey; state: StepState };

/** The four steps of a host's way in. The first that is not done is the one waited for; a later fact implies the earlier. */
export function enrolmentSteps(status: EnrolmentStatus): EnrolmentStep[] {
  const { hosts } = status;
  const active = hosts.some((host) => host.state === 'active' || host.state === 'inactive');
  const engine = active || hosts.some((host) => host.engineReachable);
  const agent = engine || hosts.length > 0;
  const reached = { token: agent || status.scriptFetchedAt !== null, agent, engine, active };
  const waiting = enrolmentStepKeys.find((key) => !reached[key]);
  return enrolmentStepKeys.map((key) => ({
    key,
    state: reached[key] ? 'done' : key === waiting ? 'waiting' : 'ahead',
  }));
}

/** After so long without a sign something is likely in the way. */
export const patienceMs = 60_000;

export type Trouble = 'failed' | 'expired' | 'nothing' | 'noAgent' | 'noEngine' | 'notActive';

const slow = { token: 'nothing', agent: 'noAgent', engine: 'noEngine', active: 'notActive' } as const;

/**
 * What to tell the person who waits; null while all goes well. A failure counts only while no host got through after it.
 * `since` is when the step that is waited for began.
 */
export function enrolmentTrouble(status: EnrolmentStatus, since: number, now: number): Trouble | null {
  const waiting = enrolmentSteps(status).find((step) => step.state === 'waiting');
  if (!waiting) return null;
  if (status.lastFailure && status.hosts.length === 0) return 'failed';
  if (status.hosts.length === 0 && now >= Date.parse(status.expiresAt)) return 'expired';
  return now - since >= patienceMs ? slow[waiting.key] : null;
}
