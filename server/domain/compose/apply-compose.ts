import type { z } from 'zod';
import type { StackRow } from '../../db/repositories/stack.ts';
import type {
  applyComposeInput,
  ComposePlan,
  ComposeProblem,
  composeAppliedSchema,
} from '../../schemas/stack.ts';
import type { Call } from '../call.ts';
import { type Change, makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';
import { steerServices } from '../service/steer-service.ts';
import { addService, editService, requireStack } from '../service/write-service.ts';
import { addStack, newStackId } from '../stack/create-stack.ts';
import type { ServiceStep } from './plan-services.ts';
import { readFile } from './read-file.ts';

type ApplyInput = z.output<typeof applyComposeInput>;

function requireUsable({ problems }: ComposePlan): void {
  const [first] = problems;
  if (first === undefined) return;
  const issues = problems.map(({ file, line, message }) => ({ field: `${file}:${line}`, message }));
  const more = problems.length === 1 ? '' : ` And ${problems.length - 1} more.`;
  throw new DomainError('compose-invalid', `${first.file}, line ${first.line}: ${first.message}${more}`, {
    issues,
  });
}

function leftAlone({ service: { name, place } }: ServiceStep): ComposeProblem {
  return {
    ...place,
    code: 'invalid',
    message: `${name} differs from what runs and was left alone. Apply with upgrade to change it.`,
  };
}

interface StepContext {
  readonly call: Call;
  readonly stack: Pick<StackRow, 'id' | 'name'>;
  readonly input: ApplyInput;
}

/** As `up` of Rancher 1.6: the scale of a service that exists is never changed, and a stopped one is started. */
async function applyStep(change: Change, step: ServiceStep, context: StepContext): Promise<void> {
  const { row, service } = step;
  const { call, stack, input } = context;
  const { environmentId, start, upgrade } = input;
  if (row === null) {
    const { name, description, links, spec } = service;
    const scale = service.scale ?? 1;
    const createdById = call.caller.id;
    await addService(change, {
      name,
      description,
      links,
      spec,
      environmentId,
      stack,
      scale,
      start,
      createdById,
    });
    return;
  }
  if (step.change === 'update' && upgrade) {
    const { description, links, spec } = service;
    await editService(change, row, { description, links, spec, byUserId: call.caller.id });
  }
  if (start && row.desired === 'stopped') {
    await steerServices(change, { stackName: stack.name, services: [row], steering: 'start' });
  }
}

/** The whole file in one transaction: all of it holds afterwards, or nothing was touched. */
export async function applyComposeFiles(
  call: Call,
  input: ApplyInput,
): Promise<z.output<typeof composeAppliedSchema>> {
  const { environmentId, stackName, upgrade } = input;
  const newId = newStackId(call);
  return makeChange(call, { environmentId, subjectId: stackName, input }, async (change) => {
    const { stack: found, steps, view } = await readFile(change.tx, input);
    requireUsable(view);
    const stack =
      found === null
        ? await addStack(change, { id: newId, environmentId, name: stackName, description: '' })
        : await requireStack(change.tx, { environmentId, stackId: found.id });
    for (const step of steps) await applyStep(change, step, { call, stack, input });
    change.wake();
    const skipped = upgrade ? [] : steps.filter((step) => step.change === 'update').map(leftAlone);
    return { stackId: stack.id, plan: { ...view, warnings: [...view.warnings, ...skipped] } };
  });
}
