import { z } from 'zod';
import { environmentIdSchema, stackIdSchema } from './primitives/ids.ts';
import { descriptionSchema, objectNameSchema } from './primitives/names.ts';
import { serviceDetailSchema, serviceStateSchema } from './service.ts';

export const stackRefInput = z.strictObject({ environmentId: environmentIdSchema, stackId: stackIdSchema });

export const createStackInput = z.strictObject({
  environmentId: environmentIdSchema,
  name: objectNameSchema,
  description: descriptionSchema.default(''),
});

export const updateStackInput = stackRefInput.extend({ description: descriptionSchema });

const COMPOSE_BYTES_MAX = 512 * 1024;

export const composeInput = z.strictObject({
  environmentId: environmentIdSchema,
  stackName: objectNameSchema,
  /** docker-compose.yml, v1 or v2. */
  compose: z.string().min(1).max(COMPOSE_BYTES_MAX),
  /** Optional rancher-compose.yml. */
  rancherCompose: z.string().max(COMPOSE_BYTES_MAX).default(''),
  /** Values for $VAR and ${VAR}. */
  variables: z.record(z.string().max(255), z.string().max(65536)).default({}),
});

export const applyComposeInput = composeInput.extend({
  start: z.boolean().default(true),
  /** Without it an existing service that differs is reported and left alone, as `rancher up` did. */
  upgrade: z.boolean().default(false),
});

export const composeProblemSchema = z.object({
  file: z.enum(['docker-compose.yml', 'rancher-compose.yml']),
  line: z.number().int(),
  column: z.number().int(),
  path: z.string(),
  code: z.enum(['syntax', 'unsupported', 'invalid', 'missing', 'duplicate', 'variable']),
  message: z.string(),
});
export type ComposeProblem = z.infer<typeof composeProblemSchema>;

/** What applying would do, service by service. `problems` is empty exactly when it can be applied. */
export const composePlanSchema = z.object({
  stackExists: z.boolean(),
  problems: z.array(composeProblemSchema),
  warnings: z.array(composeProblemSchema),
  services: z.array(
    z.object({
      name: z.string(),
      change: z.enum(['create', 'update', 'same']),
      scale: z.number().int(),
      image: z.string(),
      changedFields: z.array(z.string()),
    }),
  ),
});
export type ComposePlan = z.infer<typeof composePlanSchema>;

export const stackSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  state: serviceStateSchema,
  serviceCount: z.number().int(),
  unitCount: z.number().int(),
  runningCount: z.number().int(),
  createdAt: z.iso.datetime(),
  services: z.array(
    z.object({ id: z.string(), name: z.string(), state: serviceStateSchema, image: z.string() }),
  ),
});
export type StackSummary = z.infer<typeof stackSummarySchema>;

/** Everything the stack page and the topology graph show, in one read. */
export const stackDetailSchema = stackSummarySchema.omit({ services: true }).extend({
  services: z.array(serviceDetailSchema),
  hosts: z.array(
    z.object({ id: z.string(), name: z.string(), state: z.string(), address: z.string().nullable() }),
  ),
});
export type StackDetail = z.infer<typeof stackDetailSchema>;

export const composeAppliedSchema = z.object({ stackId: z.string(), plan: composePlanSchema });
