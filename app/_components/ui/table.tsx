import type { ComponentProps } from 'react';
import { cn } from '../../_lib/cn.ts';

type TableProps = ComponentProps<'table'> & {
  /** Names the table for screen readers, and the region that scrolls sideways on narrow screens. */
  label: string;
};

export function Table({ label, className, ...rest }: TableProps) {
  return (
    <section aria-label={label} className="scrollbar-thin relative w-full overflow-x-auto">
      <table className={cn('w-full border-collapse text-sm', className)} {...rest} />
    </section>
  );
}

export function TableHead({ className, ...rest }: ComponentProps<'thead'>) {
  return <thead className={cn('text-left text-ink-faint text-xs', className)} {...rest} />;
}

export function TableBody({ className, ...rest }: ComponentProps<'tbody'>) {
  return <tbody className={cn('[&>tr:last-child]:border-b-0', className)} {...rest} />;
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={cn('border-line border-b transition-colors', className)} {...rest} />;
}

export function TableHeader({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={cn('h-9 whitespace-nowrap px-3 font-medium first:pl-4 last:pr-4', className)}
      {...rest}
    />
  );
}

export function TableCell({ className, ...rest }: ComponentProps<'td'>) {
  return <td className={cn('h-11 px-3 py-1.5 align-middle first:pl-4 last:pr-4', className)} {...rest} />;
}
