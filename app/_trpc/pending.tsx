'use client';

import type { ReactNode } from 'react';
import { ErrorState } from '../_components/ui/error-state.tsx';
import { useErrorText } from './use-error-text.ts';

type PendingProps = {
  query: { error: unknown; isFetching: boolean; refetch: () => Promise<unknown> };
  /** While it is on its way: the shape of what will come. */
  children: ReactNode;
};

/** In place of what a query has not brought: that it is on its way, or what went wrong and a button to ask again. */
export function Pending({ query, children }: PendingProps) {
  const errorText = useErrorText();
  if (!query.error) return children;
  return (
    <ErrorState onRetry={() => void query.refetch()} retrying={query.isFetching}>
      {errorText(query.error)}
    </ErrorState>
  );
}
