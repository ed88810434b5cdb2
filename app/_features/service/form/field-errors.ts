'use client';

import { get, useFormState } from 'react-hook-form';
import type { ServiceFormValues } from './form-values.ts';

type Leaf = { message?: unknown; type?: unknown };

/**
 * The words at a field: the server's own where it refused, ours where the form did. Errors of rows inside a field are
 * found too, for rows have no place of their own for words.
 */
export function useFieldErrors(): (path: string, ours: string) => string | undefined {
  const { errors } = useFormState<ServiceFormValues>();
  return (path, ours) => {
    const leaf = firstLeaf(get(errors, path));
    if (leaf === null) return undefined;
    return leaf.type === 'server' && typeof leaf.message === 'string' ? leaf.message : ours;
  };
}

/** Whether anything at or below one of these paths is wrong: a closed section then opens. */
export function useHasErrors(paths: readonly string[]): boolean {
  const { errors } = useFormState<ServiceFormValues>();
  return paths.some((path) => firstLeaf(get(errors, path)) !== null);
}

function firstLeaf(value: unknown): Leaf | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('type' in value && typeof value.type === 'string') return value;
  for (const [key, child] of Object.entries(value)) {
    // A leaf's `ref` is the control itself.
    const found = key === 'ref' ? null : firstLeaf(child);
    if (found) return found;
  }
  return null;
}
