import type { EnvironmentRow } from '../../db/repositories/environment.ts';
import type { EnvironmentView } from '../../schemas/identity.ts';
import type { Caller } from '../call.ts';

export function toEnvironmentView(row: EnvironmentRow, caller: Caller): EnvironmentView {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    role: caller.kind === 'admin' ? 'owner' : (row.role ?? 'readonly'),
    hostCount: row.hostCount,
    stackCount: row.stackCount,
    createdAt: row.createdAt.toISOString(),
  };
}
