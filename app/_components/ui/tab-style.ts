import { cn } from '../../_lib/cn.ts';

/** The look of a tab, whether it switches a panel or is a link to a page. */
export const tabStyle = cn(
  '-mb-px inline-flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 font-medium text-ink-muted text-sm',
  'transition-colors hover:text-ink focus-visible:outline-offset-[-2px]',
  'data-[state=active]:border-accent data-[state=active]:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink',
);
