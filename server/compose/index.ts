/**
 * Reads docker-compose.yml and rancher-compose.yml into the services they describe. Pure: text in, data out.
 *
 * Nothing is dropped in silence. What would run differently from what the file asks for is a problem, what merely has
 * no effect is a warning, and each names its line and a cure. Reading never stops at the first problem and never throws.
 */

import type { ComposeProblem } from '../schemas/stack.ts';
import { assemble, type ParsedService } from './assemble.ts';
import { readDocument } from './document.ts';
import { readServices } from './format.ts';
import type { Variables } from './interpolate.ts';
import { SERVICE_COUNT_MAX } from './limits.ts';
import { mergeFiles } from './merge-files.ts';
import { readService } from './read-service.ts';
import { checkNames, checkReferences, resolveSidekicks } from './relations.ts';
import { createReport, inReadingOrder } from './report.ts';

export type { ParsedService } from './assemble.ts';

export interface ParseComposeInput {
  readonly compose: string;
  /** Empty when there is none. */
  readonly rancherCompose: string;
  readonly variables: Variables;
  readonly stackName: string;
}

export interface ParsedCompose {
  readonly services: ParsedService[];
  readonly problems: ComposeProblem[];
  readonly warnings: ComposeProblem[];
}

const TOP = { file: 'docker-compose.yml', line: 1, column: 1, path: '' } as const;

export function parseCompose(input: ParseComposeInput): ParsedCompose {
  const report = createReport();
  const context = { report, variables: input.variables };
  const compose = readDocument('docker-compose.yml', input.compose, input.variables, report);
  const rancher = readDocument('rancher-compose.yml', input.rancherCompose, input.variables, report);
  const unreadable = report.problems.some((problem) => problem.code === 'syntax');

  const raw = mergeFiles(
    readServices('docker-compose.yml', compose, report),
    // With the first file unreadable, every service of the second would seem to have no partner.
    unreadable ? new Map() : readServices('rancher-compose.yml', rancher, report),
    report,
  );
  const drafts = raw.slice(0, SERVICE_COUNT_MAX).map((service) => readService(service, context));
  if (raw.length > SERVICE_COUNT_MAX)
    report.problem(TOP, 'invalid', `More than ${SERVICE_COUNT_MAX} services.`);
  if (raw.length === 0 && report.problems.length === 0) {
    report.problem(TOP, 'missing', 'There are no services in this file. Add one under "services:".');
  }

  checkNames(drafts, report);
  const owners = resolveSidekicks(drafts, report);
  checkReferences(drafts, owners, input.stackName, report);
  const services = assemble(drafts, owners, report);
  return {
    services,
    problems: inReadingOrder(report.problems),
    warnings: inReadingOrder(report.warnings),
  };
}
