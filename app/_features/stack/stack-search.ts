import type { StackSummary } from '../../../server/schemas/stack.ts';
import { compareTones, serviceTone } from '../service/service-tone.ts';

/** All words must be found somewhere: name, description, state, a service or its image. */
export function matchesStack(stack: StackSummary, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const services = stack.services.map((service) => `${service.name} ${service.image} ${service.state}`);
  const text = [stack.name, stack.description, stack.state, ...services].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** What needs a look comes first; what only moves keeps its place, so that rows do not jump while one looks. */
export function compareStacks(a: StackSummary, b: StackSummary): number {
  const [left, right] = [trouble(a), trouble(b)];
  return right - left || a.name.localeCompare(b.name, undefined, { numeric: true });
}

function trouble(stack: StackSummary): number {
  return compareTones('moving', serviceTone(stack.state)) > 0 ? 1 : 0;
}
