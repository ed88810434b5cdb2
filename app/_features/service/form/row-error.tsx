import type { ReactNode } from 'react';

/** Words below rows or an editor that have no <Field> around them. */
export function RowError({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <p role="alert" className="text-error text-xs">
      {children}
    </p>
  );
}
