import { z } from 'zod';
import {
  environmentIdSchema,
  hostIdSchema,
  instanceIdSchema,
  serviceIdSchema,
  stackIdSchema,
} from './primitives/ids.ts';
import { reasonSchema } from './reason.ts';
import { unitStateSchema } from './service.ts';

export const containerRefInput = z.strictObject({
  environmentId: environmentIdSchema,
  containerId: instanceIdSchema,
});

/** Inspect facts as the agent last saw them. */
export const containerFactsSchema = z.object({
  image: z.string(),
  imageId: z.string(),
  command: z.array(z.string()),
  entrypoint: z.array(z.string()),
  createdAt: z.string().nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  exitCode: z.number().int().nullable(),
  oomKilled: z.boolean(),
  restartCount: z.number().int(),
  ipAddress: z.string().nullable(),
  macAddress: z.string().nullable(),
  ports: z.array(
    z.object({
      containerPort: z.number().int(),
      protocol: z.string(),
      hostIp: z.string().nullable(),
      hostPort: z.number().int().nullable(),
    }),
  ),
  mounts: z.array(
    z.object({ type: z.string(), source: z.string(), target: z.string(), readOnly: z.boolean() }),
  ),
  labels: z.record(z.string(), z.string()),
});

export const containerSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  launch: z.string(),
  state: z.string(),
  unitState: unitStateSchema,
  reason: reasonSchema.nullable(),
  dockerId: z.string().nullable(),
  image: z.string(),
  ipAddress: z.string().nullable(),
  startedAt: z.iso.datetime().nullable(),
  stackId: z.string(),
  stackName: z.string(),
  serviceId: z.string(),
  serviceName: z.string(),
  hostId: z.string(),
  hostName: z.string(),
  index: z.number().int(),
  /** When its host or the engine there stopped answering, the age of what is shown; null while it is fresh. */
  staleSince: z.iso.datetime().nullable(),
});
export type ContainerSummary = z.infer<typeof containerSummarySchema>;

export const containerDetailSchema = containerSummarySchema.extend({
  /** Null until the host has reported it for the first time. */
  facts: containerFactsSchema.nullable(),
  observedAt: z.iso.datetime().nullable(),
  revision: z.number().int(),
  generation: z.number().int(),
});

export const CONTAINERS_PER_LIST_MAX = 10_000;

/** Filters may be combined; containers come in the order they were made. */
export const listContainersInput = z.strictObject({
  environmentId: environmentIdSchema,
  hostId: hostIdSchema.optional(),
  stackId: stackIdSchema.optional(),
  serviceId: serviceIdSchema.optional(),
  /** The id of the last container of the page before. */
  after: instanceIdSchema.optional(),
  limit: z.number().int().min(1).max(CONTAINERS_PER_LIST_MAX).default(CONTAINERS_PER_LIST_MAX),
});
