import type { StackSummary } from '../../../server/schemas/stack.ts';

/** What the menus and dialogs need of a stack; the list and the page both have it. */
export type StackSubject = Pick<
  StackSummary,
  'id' | 'name' | 'description' | 'state' | 'serviceCount' | 'unitCount' | 'runningCount'
> & { readonly services: readonly Pick<StackSummary['services'][number], 'state'>[] };
