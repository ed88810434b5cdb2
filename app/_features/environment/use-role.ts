'use client';

import type { Role } from '../../../server/schemas/role.ts';
import { useCurrentEnvironment } from './current-environment.tsx';
import { mayActAs } from './role-rank.ts';

/** Whether the signed-in person may do what `needed` may do here; false until it is known. */
export function useMay(needed: Role): boolean {
  const role = useCurrentEnvironment()?.role;
  return role !== undefined && mayActAs(role, needed);
}
