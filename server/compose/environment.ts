import type { FieldContext, ServiceDraft } from './draft.ts';
import { readKeyValues } from './key-values.ts';
import type { Located } from './located.ts';

/** Rancher also read scheduling rules out of the environment, as Swarm once did. */
const SCHEDULING_VARIABLE = /^(?:constraint|affinity):/;

export function readEnvironment(
  value: Located,
  draft: ServiceDraft,
  { report, variables }: FieldContext,
): void {
  const environment: [string, string][] = [];
  for (const { key, value: text, place } of readKeyValues(value, report)) {
    if (SCHEDULING_VARIABLE.test(key)) {
      const cure = 'use the label io.rancher.scheduler.affinity:host_label';
      report.problem(place, 'unsupported', `Scheduling rules in the environment are not supported: ${cure}.`);
      continue;
    }
    const given = text ?? (Object.hasOwn(variables, key) ? variables[key] : undefined);
    if (given === undefined) {
      report.warning(place, 'variable', `The variable ${key} has no value; it is left out.`);
      continue;
    }
    environment.push([key, given]);
    draft.origins.set(`environment.${key}`, place);
  }
  draft.launch.environment = Object.fromEntries(environment);
}
