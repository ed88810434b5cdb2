import { z } from 'zod';
import { countSchema, idSchema } from './bounds.ts';

export const portBindingSchema = z.object({
  hostIp: z.string().nullable(),
  hostPort: z.number().int().nullable(),
  containerPort: z.number().int(),
  protocol: z.enum(['tcp', 'udp']),
});

/** One container exactly as the engine shall run it: every default is already filled in by the server. */
export const containerSpecSchema = z.object({
  /** Empty for the primary, the sidekick's name otherwise. */
  launch: z.string(),
  /** `{stack}-{service}-{index}` or `{stack}-{service}-{sidekick}-{index}`. */
  name: z.string(),
  /** Docker's own name: the name above behind `r-` with a piece of the unit id, unique on any engine. */
  dockerName: z.string(),
  /** Digest of all that follows; a container whose label differs is recreated. */
  specHash: z.string(),
  image: z.string(),
  pullAlways: z.boolean(),
  command: z.array(z.string()).nullable(),
  entrypoint: z.array(z.string()).nullable(),
  environment: z.record(z.string(), z.string()),
  /** User's labels and Drover's identity labels, complete. */
  labels: z.record(z.string(), z.string()),
  ports: z.array(portBindingSchema),
  volumes: z.array(z.string()),
  workingDir: z.string().nullable(),
  user: z.string().nullable(),
  hostname: z.string().nullable(),
  tty: z.boolean(),
  stdinOpen: z.boolean(),
  privileged: z.boolean(),
  readOnly: z.boolean(),
  capAdd: z.array(z.string()),
  capDrop: z.array(z.string()),
  devices: z.array(z.string()),
  dns: z.array(z.string()),
  dnsSearch: z.array(z.string()),
  extraHosts: z.array(z.string()),
  tmpfs: z.array(z.string()),
  networkMode: z.string(),
  pidMode: z.string().nullable(),
  memoryBytes: z.number().int().nullable(),
  memoryReservationBytes: z.number().int(),
  cpuShares: z.number().int().nullable(),
  stopSignal: z.string().nullable(),
  stopTimeoutMs: z.number().int(),
  restartPolicy: z.object({ name: z.string(), maximumRetryCount: z.number().int() }),
});
export type ContainerSpec = z.infer<typeof containerSpecSchema>;

/** All a host needs to keep one unit true without asking again. Kept on the host's disk. */
export const assignmentSchema = z.object({
  unitId: idSchema.min(1),
  environmentId: z.string(),
  stackId: z.string(),
  stackName: z.string(),
  serviceId: z.string(),
  serviceName: z.string(),
  index: z.number().int(),
  revision: z.number().int(),
  /** Tells two revisions of one number apart, which a restored database can make. Absent from older servers. */
  revisionId: z.string().max(64).optional(),
  /** What was last decided for the unit. A lower one than already accepted is refused. */
  generation: countSchema.min(1),
  /** `removed` assignments stay as tombstones until the server has seen the unit gone. */
  desired: z.enum(['running', 'stopped', 'removed']),
  /** Containers started before this was raised are restarted once. */
  restartCount: z.number().int(),
  /** One for each launch: two of one name would take turns for ever. */
  containers: z
    .array(containerSpecSchema)
    .max(64)
    .refine((containers) => new Set(containers.map(({ launch }) => launch)).size === containers.length, {
      error: 'Two containers have one launch.',
    }),
});
export type Assignment = z.infer<typeof assignmentSchema>;
