import { listVariables, type VariableUse } from '../../../server/schemas/primitives/variables.ts';
import type { ComposeProblem } from '../../../server/schemas/stack.ts';

export type ComposeFile = ComposeProblem['file'];

/** What the person has put together so far. */
export interface ComposeDraft {
  readonly compose: string;
  /** Null as long as there is no second file. */
  readonly rancherCompose: string | null;
  readonly variables: Readonly<Record<string, string>>;
}

export const emptyDraft: ComposeDraft = { compose: '', rancherCompose: null, variables: {} };

export const FILE_BYTES_MAX = 512 * 1024;

export function variablesOf(draft: ComposeDraft): VariableUse[] {
  return listVariables(`${draft.compose}\n${draft.rancherCompose ?? ''}`);
}

/** Only variables that the files ask for, and only those with a value: an empty field means that there is none. */
export function filledVariables(draft: ComposeDraft): Record<string, string> {
  const values = variablesOf(draft).map(({ name }) => [name, draft.variables[name] ?? ''] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== ''));
}
