import type { ServiceSpec } from '../../../server/schemas/service.ts';
import { type SpecFact, type SpecField, specSections } from './spec-facts.ts';

export interface FieldDiff {
  readonly sidekick: string | null;
  readonly field: SpecField;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Setting by setting, the lines that went and the lines that came. */
export function specDiff(before: ServiceSpec, after: ServiceSpec): FieldDiff[] {
  const old = new Map(specSections(before).map((section) => [section.sidekick, section.facts]));
  const now = new Map(specSections(after).map((section) => [section.sidekick, section.facts]));
  const names = [...new Set([...now.keys(), ...old.keys()])];
  return names.flatMap((sidekick) =>
    factsDiff(old.get(sidekick) ?? [], now.get(sidekick) ?? []).map((diff) => ({ sidekick, ...diff })),
  );
}

function factsDiff(before: readonly SpecFact[], after: readonly SpecFact[]) {
  const linesIn = (facts: readonly SpecFact[], field: SpecField) =>
    facts.find((fact) => fact.field === field)?.lines ?? [];
  const fields = [...new Set([...after, ...before].map((fact) => fact.field))];
  return fields
    .map((field) => {
      const [old, now] = [linesIn(before, field), linesIn(after, field)];
      return {
        field,
        removed: old.filter((line) => !now.includes(line)),
        added: now.filter((line) => !old.includes(line)),
      };
    })
    .filter((diff) => diff.removed.length > 0 || diff.added.length > 0);
}
