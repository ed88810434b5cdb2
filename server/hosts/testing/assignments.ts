import type { Assignment } from '../../../agent/protocol/assignment.ts';
import type { Database } from '../../db/client.ts';
import { readAssignmentSources } from '../../db/repositories/plan/host-assignments.ts';
import { createRevisionCache, readRevisionSpecs } from '../../db/repositories/plan/revision-specs.ts';
import { buildAssignment } from '../../reconcile/assignment/build-assignment.ts';

/** All that a server would tell a host to keep true. */
export async function readAssignmentsForTest({ pool }: Database, hostId: string): Promise<Assignment[]> {
  const { rows } = await pool.query<{ id: string }>('select id from "Unit" where "hostId" = $1', [hostId]);
  const sources = await readAssignmentSources(
    pool,
    hostId,
    rows.map(({ id }) => id),
  );
  const specs = await readRevisionSpecs(
    pool,
    sources.map((source) => source.revisionId),
    createRevisionCache(),
  );
  return sources.flatMap((source) => {
    const revision = specs.get(source.revisionId);
    return revision === undefined ? [] : [buildAssignment(source, revision)];
  });
}
