import { DomainError } from './errors.ts';

/** Whether something may be done now, with the sentence to show when not. Shared by the gate and by the buttons. */
export type Verdict =
  | { readonly allowed: true; readonly reason: null }
  | { readonly allowed: false; readonly reason: string };

export const ALLOWED: Verdict = { allowed: true, reason: null };

export function refused(reason: string): Verdict {
  return { allowed: false, reason };
}

export function requireAllowed(verdict: Verdict): void {
  if (!verdict.allowed) throw new DomainError('not-allowed-in-state', verdict.reason);
}
