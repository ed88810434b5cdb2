'use client';

import { type Role, roleAtLeast } from '../../../server/schemas/role.ts';
import { useCurrentEnvironment } from './current-environment.tsx';

/** Whether the signed-in person may do what `needed` may do here; false until it is known. */
export function useMay(needed: Role): boolean {
  const role = useCurrentEnvironment()?.role;
  return role !== undefined && roleAtLeast(role, needed);
}
