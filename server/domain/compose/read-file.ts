import type { z } from 'zod';
import { type ParsedService, parseCompose } from '../../compose/index.ts';
import { listServiceRows } from '../../db/repositories/service.ts';
import { findStackByName, type StackRow } from '../../db/repositories/stack.ts';
import { serviceSpecSchema } from '../../schemas/service.ts';
import type { ComposePlan, ComposeProblem, composeInput } from '../../schemas/stack.ts';
import type { Tx } from '../change.ts';
import { readLinkWorld } from '../service/write-service.ts';
import { planServices, type ServiceStep } from './plan-services.ts';

export interface FilePlan {
  /** Null when applying would make the stack. */
  readonly stack: StackRow | null;
  readonly steps: readonly ServiceStep[];
  readonly view: ComposePlan;
}

/** Stored specs went through the schema, so what is compared with them does too. */
function normalise(service: ParsedService): ParsedService {
  return { ...service, spec: serviceSpecSchema.parse(service.spec) };
}

function toView(
  steps: readonly ServiceStep[],
  rest: { stackExists: boolean; problems: ComposeProblem[]; warnings: ComposeProblem[] },
): ComposePlan {
  const services = steps.map(({ service, row, change, changedFields }) => ({
    name: row?.name ?? service.name,
    change,
    scale: row?.scale ?? service.scale ?? 1,
    image: service.spec.launch.image,
    changedFields: [...changedFields],
  }));
  return { ...rest, services };
}

/** Reads the files and compares them with what the stack is now. Writes nothing. */
export async function readFile(tx: Tx, input: z.output<typeof composeInput>): Promise<FilePlan> {
  const { environmentId, stackName: name } = input;
  const parsed = parseCompose(input);
  const stack = await findStackByName(tx, { environmentId, name });
  const stackName = stack?.name ?? name;
  const rows = stack === null ? [] : await listServiceRows(tx, { environmentId, stackId: stack.id });
  const { targets: linkTargets } = await readLinkWorld(tx, { environmentId, stackName });
  const plan = planServices(parsed.services.map(normalise), { stackName, rows, linkTargets });
  const view = toView(plan.steps, {
    stackExists: stack !== null,
    // A file that is wrong in itself is mended first: what lies beyond it would partly say the same again.
    problems: parsed.problems.length > 0 ? parsed.problems : [...plan.problems],
    warnings: parsed.warnings,
  });
  return { stack, steps: plan.steps, view };
}
