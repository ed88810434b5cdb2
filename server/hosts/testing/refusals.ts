import { expect } from 'vitest';
import { digestTables } from '../../db/testing-digest.ts';
import { type AgentDoor, openAgentDoor } from './agent-door.ts';
import { report, seedEnvironment, seedHost, seedJob, seedService, seedUnit } from './world.ts';

/** Two hosts with a unit each, and a job for the first. A host's session is its id. */
export async function openSeededDoor(): Promise<AgentDoor> {
  const door = await openAgentDoor();
  const { database } = door;
  await seedEnvironment(database);
  await seedHost(database, 'hst_a');
  await seedHost(database, 'hst_b');
  await seedService(database, 2);
  await seedUnit(database, 'unt_1', 'hst_a', 1);
  await seedUnit(database, 'unt_2', 'hst_b', 2);
  await seedJob(database, 'unt_1', 'hst_a');
  // What the link makes for itself when it is first asked.
  await door.call('challenge', { hostId: 'hst_a' }, null);
  return door;
}

interface Refusal {
  readonly procedure: string;
  readonly body: unknown;
  readonly bearer: string | null;
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Beyond what the tables' own reports count. */
let goodSequence = 1_000_000;

/** The call is refused so, nothing of it is kept, and the next good message is taken. */
export async function expectRefusal(door: AgentDoor, refusal: Refusal): Promise<void> {
  const { procedure, body, bearer, status, code, message } = refusal;
  // That a token was misused is told to the wizard that waits for it; nothing else may change.
  const except = procedure === 'enrol' ? ['EnrolmentToken', 'Event'] : [];
  const before = await digestTables(door.database.pool, { except });
  expect(await door.call(procedure, body, bearer)).toMatchObject({ status, code, message });
  expect(await digestTables(door.database.pool, { except })).toEqual(before);
  goodSequence += 1;
  expect(await door.call('report', report(goodSequence), 'hst_a')).toMatchObject({ status: 200, code: null });
}
