/** What applying a file to a stack would do, decided in one place for the preview and for the deed. Pure. */
import type { ParsedService } from '../../compose/index.ts';
import type { ServiceRow } from '../../db/repositories/service.ts';
import type { ComposeProblem } from '../../schemas/stack.ts';
import {
  type Fault,
  findLinkFault,
  findRepeatedPort,
  findTakenName,
  type NamedService,
} from '../service/service-rules.ts';
import { changedFields } from './changed-fields.ts';

export interface ServiceStep {
  readonly service: ParsedService;
  /** Null for a service that does not exist yet. */
  readonly row: ServiceRow | null;
  readonly change: 'create' | 'update' | 'same';
  readonly changedFields: readonly string[];
}

export interface StackWorld {
  readonly stackName: string;
  readonly rows: readonly ServiceRow[];
  /** `stack/service` of every service of the environment, in lower case. */
  readonly linkTargets: ReadonlySet<string>;
}

export interface ServicePlan {
  readonly steps: readonly ServiceStep[];
  readonly problems: readonly ComposeProblem[];
}

function toStep(parsed: ParsedService, row: ServiceRow | null): ServiceStep {
  if (row === null) return { service: parsed, row, change: 'create', changedFields: [] };
  // A file without a description has no opinion on the one that was written in the console.
  const service = { ...parsed, description: parsed.description || row.description };
  const changed = row.specReadable ? changedFields(row, service) : ['spec'];
  return { service, row, change: changed.length > 0 ? 'update' : 'same', changedFields: changed };
}

function toProblem({ name, place }: ParsedService, { code, message }: Fault): ComposeProblem {
  return {
    ...place,
    code: code === 'name-taken' ? 'duplicate' : 'invalid',
    message: `${name}: ${message}`,
  };
}

function toNamed({ name, spec }: Pick<ParsedService, 'name' | 'spec'>): NamedService {
  return { name, sidekicks: spec.sidekicks.map((sidekick) => sidekick.name) };
}

/** The names that will be there afterwards, but for those of the step itself. */
function namesBeside(step: ServiceStep, steps: readonly ServiceStep[], world: StackWorld): NamedService[] {
  const inFile = new Set(steps.map(({ row }) => row?.id));
  const untouched = world.rows.filter((row) => !inFile.has(row.id));
  return [...untouched, ...steps.filter((other) => other !== step).map(({ service }) => service)].map(
    toNamed,
  );
}

export function planServices(parsed: readonly ParsedService[], world: StackWorld): ServicePlan {
  const present = new Map(
    world.rows.filter((row) => row.desired !== 'removed').map((row) => [row.name.toLowerCase(), row]),
  );
  const steps = parsed.map((service) => toStep(service, present.get(service.name.toLowerCase()) ?? null));
  const stackName = world.stackName.toLowerCase();
  const targets = new Set([
    ...world.linkTargets,
    ...parsed.map((service) => `${stackName}/${service.name.toLowerCase()}`),
  ]);
  const problems = steps.flatMap((step) => {
    const { service } = step;
    const faults = [
      findRepeatedPort(service.spec),
      findTakenName(toNamed(service), namesBeside(step, steps, world)),
      findLinkFault(service.links, { stackName, targets }),
    ];
    return faults.flatMap((fault) => (fault === null ? [] : [toProblem(service, fault)]));
  });
  return { steps, problems };
}
