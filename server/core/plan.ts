import { Draft } from './draft.ts';
import type { PlanRequest } from './model/input.ts';
import type { Instant } from './model/observed.ts';
import type { PlanResult } from './model/report.ts';
import { writeReport } from './report.ts';
import { sortActions } from './sort-actions.ts';
import { closeUnits } from './steps/close-units.ts';
import { finish } from './steps/finish.ts';
import { moveStuck } from './steps/move-stuck.ts';
import { placeMissing } from './steps/place-missing.ts';
import { closeHosts, recordHostStates } from './steps/record-host-states.ts';
import { removeUnits } from './steps/remove-units.ts';
import { replaceLost } from './steps/replace-lost.ts';
import { resendUnsent } from './steps/resend-unsent.ts';
import { rollInTurn } from './steps/roll-in-turn.ts';
import { settleAtOnce } from './steps/settle-at-once.ts';
import { trimScale } from './steps/trim-scale.ts';
import { readWorld } from './world/read-world.ts';
import type { World } from './world/world.ts';

/**
 * Decides what has to be done so that an environment becomes what people asked for, and says of everything that is
 * not so yet why not.
 *
 * Pure and total: equal requests give byte-equal results, and what cannot be done is part of the report. It never acts
 * on what it does not know: a unit is given up only past its host's deadline and only together with its replacement.
 * The order of the steps is the order in which they may use up the limit on actions, and in which room is given away:
 * what is there comes before what is missing, and taking running units out of service comes after everything else.
 */
export function plan(request: PlanRequest): PlanResult {
  const world = readWorld(request);
  const draft = new Draft(world);

  recordHostStates(world, draft);
  closeUnits(world, draft);
  closeHosts(world, draft);
  removeUnits(world, draft);
  trimScale(world, draft);
  settleAtOnce(world, draft);
  replaceLost(world, draft);
  moveStuck(world, draft);
  placeMissing(world, draft);
  rollInTurn(world, draft);
  resendUnsent(world, draft);
  finish(world, draft);

  const { environmentId, parent, units } = request.input;
  return {
    plan: { environmentId, parent, actions: sortActions(draft.actions, units) },
    report: { services: writeReport(world, draft), requeueAt: requeueAt(world, draft) },
  };
}

/** At once when the limit held something back, else when the first host's state changes by itself. */
function requeueAt(world: World, draft: Draft): Instant | null {
  if (draft.limited) return world.request.now;
  let next: Instant | null = null;
  for (const { changesAt } of world.hosts) {
    if (changesAt !== null && (next === null || changesAt < next)) next = changesAt;
  }
  return next;
}
