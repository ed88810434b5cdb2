import { z } from 'zod';
import { countSchema, idSchema, instantSchema, integerSchema, wordSchema } from './bounds.ts';
import { unitErrorSchema } from './errors.ts';

export const containerStateSchema = z.enum([
  'missing',
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
]);
export type ContainerState = z.infer<typeof containerStateSchema>;

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
export type ObservedContainerFacts = z.infer<typeof containerFactsSchema>;

/** Launches of one unit with what is left of earlier ones. */
const CONTAINERS_PER_UNIT_MAX = 256;
const HEALED_PER_REPORT_MAX = 1000;

export const observedContainerSchema = z.object({
  launch: idSchema,
  dockerId: idSchema.nullable(),
  state: containerStateSchema,
  /** The spec hash the container was made with; null when missing. */
  specHash: idSchema.nullable(),
  startedAt: instantSchema.nullable(),
  ipAddress: idSchema.nullable(),
  exitCode: integerSchema.nullable(),
  facts: containerFactsSchema.nullable(),
});
export type ObservedContainer = z.infer<typeof observedContainerSchema>;

/** A unit as its host sees it. `generation` is the one the agent works to, so the server knows what was seen. */
export const unitObservationSchema = z.object({
  unitId: idSchema,
  generation: countSchema,
  /** True when the containers match the assignment of that generation. */
  converged: z.boolean(),
  containers: z.array(observedContainerSchema).max(CONTAINERS_PER_UNIT_MAX),
  error: unitErrorSchema.nullable(),
  /** Set when the agent brought a container back by itself since the last report. */
  healed: z
    .array(z.object({ launch: idSchema, cause: z.enum(['exited', 'removed']), at: instantSchema }))
    .max(HEALED_PER_REPORT_MAX),
});
export type UnitObservation = z.infer<typeof unitObservationSchema>;

export const foreignPortSchema = z.object({
  hostIp: idSchema.nullable(),
  hostPort: countSchema,
  protocol: z.enum(['tcp', 'udp']),
});
export type ForeignPort = z.infer<typeof foreignPortSchema>;

export const hostFactsSchema = z.object({
  hostname: wordSchema,
  address: idSchema.nullable(),
  operatingSystem: wordSchema,
  kernelVersion: wordSchema,
  dockerVersion: wordSchema,
  architecture: wordSchema,
  milliCpu: countSchema,
  memoryBytes: z.number().int().min(0),
  storageDriver: wordSchema,
});
export type HostFacts = z.infer<typeof hostFactsSchema>;
