import { z } from 'zod';
import { imageSchema } from './primitives/image.ts';
import { labelsSchema } from './primitives/labels.ts';
import { portMappingSchema } from './primitives/ports.ts';

const argumentsSchema = z.array(z.string().max(8192)).max(256);

const environmentNameSchema = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^=\s]+$/, { error: 'A variable name may not contain spaces or "=".' });

/** A bind mount or named volume in Docker's short form: `[source:]/path[:ro|rw|z|Z]`. */
export const volumeMountSchema = z
  .string()
  .max(4096)
  .regex(/^(?:[^:\0]+:)?\/[^:\0]*(?::(?:ro|rw|z|Z|nocopy)(?:,(?:ro|rw|z|Z|nocopy))*)?$/, {
    error: 'Write a volume as /path, name:/path or /host/path:/path, with :ro at the end for read-only.',
  });

export const restartPolicySchema = z.strictObject({
  name: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  maximumRetryCount: z.number().int().min(0).max(1000).default(0),
});

const bytesSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const MEMORY_MIN_BYTES = 6 * 1024 * 1024;

/** What one container of a service runs. Version 1 of the stored shape; absent means Docker's default. */
export const launchConfigSchema = z.strictObject({
  image: imageSchema,
  pullAlways: z.boolean().default(false),
  command: argumentsSchema.nullable().default(null),
  entrypoint: argumentsSchema.nullable().default(null),
  environment: z.record(environmentNameSchema, z.string().max(65536)).default({}),
  labels: labelsSchema.default({}),
  ports: z.array(portMappingSchema).max(256).default([]),
  volumes: z.array(volumeMountSchema).max(128).default([]),
  workingDir: z.string().max(4096).nullable().default(null),
  user: z.string().max(255).nullable().default(null),
  hostname: z.string().max(253).nullable().default(null),
  tty: z.boolean().default(false),
  stdinOpen: z.boolean().default(false),
  privileged: z.boolean().default(false),
  readOnly: z.boolean().default(false),
  capAdd: z.array(z.string().max(64)).max(64).default([]),
  capDrop: z.array(z.string().max(64)).max(64).default([]),
  devices: z.array(z.string().max(1024)).max(64).default([]),
  dns: z.array(z.string().max(64)).max(16).default([]),
  dnsSearch: z.array(z.string().max(253)).max(16).default([]),
  extraHosts: z.array(z.string().max(512)).max(128).default([]),
  tmpfs: z.array(z.string().max(1024)).max(64).default([]),
  networkMode: z.enum(['bridge', 'host', 'none']).default('bridge'),
  pidMode: z.enum(['host']).nullable().default(null),
  memoryBytes: bytesSchema
    .min(MEMORY_MIN_BYTES, { error: 'Docker needs at least 6 MiB.' })
    .nullable()
    .default(null),
  memoryReservationBytes: bytesSchema.default(0),
  milliCpuReservation: z.number().int().min(0).max(1_000_000).default(0),
  cpuShares: z.number().int().min(2).max(262_144).nullable().default(null),
  stopSignal: z.string().max(32).nullable().default(null),
  stopTimeoutMs: z.number().int().min(0).max(3_600_000).default(10_000),
  restartPolicy: restartPolicySchema.default({ name: 'always', maximumRetryCount: 0 }),
});
export type LaunchConfig = z.infer<typeof launchConfigSchema>;
export type LaunchConfigInput = z.input<typeof launchConfigSchema>;
