import type { Reason } from '../../../server/schemas/reason.ts';
import type { ServiceDetail } from '../../../server/schemas/service.ts';
import { isAbsence } from '../host/staleness.ts';
import { reasonSentence } from '../reason/reason-sentence.ts';
import { compareTones, serviceTone } from '../service/service-tone.ts';

export interface StackReason {
  readonly service: string;
  readonly reason: Reason;
  /** Services besides this one that are held up too. */
  readonly others: number;
}

/**
 * The one reason that says most about why a stack is not as asked; null when nothing needs a look. Hosts that cannot be
 * asked are told of by the notice about stale knowledge, so here they are left out.
 */
export function stackReason(services: readonly ServiceDetail[]): StackReason | null {
  const held = services
    .filter((service) => !isToldByStaleness(service))
    .flatMap(({ name, state, reason }) => (reason === null ? [] : [{ name, state, reason }]))
    .filter(({ reason }) => !reasonSentence(reason).passing)
    .sort((a, b) => compareTones(serviceTone(a.state), serviceTone(b.state)) || a.name.localeCompare(b.name));
  const [first] = held;
  return first ? { service: first.name, reason: first.reason, others: held.length - 1 } : null;
}

function isToldByStaleness({ reason, units }: ServiceDetail): boolean {
  return reason !== null && isAbsence(reason) && units.some(({ staleSince }) => staleSince !== null);
}
