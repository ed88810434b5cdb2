import { z } from 'zod';
import { enrolmentTokenIdSchema, environmentIdSchema, hostIdSchema } from './primitives/ids.ts';
import { labelsSchema } from './primitives/labels.ts';
import { descriptionSchema, displayNameSchema } from './primitives/names.ts';

export const hostStateSchema = z.enum([
  'registering',
  'active',
  'inactive',
  'reconnecting',
  'disconnected',
  'removing',
  'removed',
  'purged',
]);
export type HostState = z.infer<typeof hostStateSchema>;

export const hostRefInput = z.strictObject({ environmentId: environmentIdSchema, hostId: hostIdSchema });

export const updateHostInput = hostRefInput.extend({
  name: displayNameSchema.optional(),
  description: descriptionSchema.optional(),
  labels: labelsSchema.optional(),
});

export const createEnrolmentTokenInput = z.strictObject({
  environmentId: environmentIdSchema,
  /** The address hosts reach this server at, for example http://10.0.0.5:8080. */
  serverUrl: z
    .url({ protocol: /^https?$/, error: 'Write it as http://address:port or https://address.' })
    .max(512),
  labels: labelsSchema.default({}),
});

export const enrolmentTokenSchema = z.object({
  id: z.string(),
  expiresAt: z.iso.datetime(),
  /** Shown once; the server keeps only its hash. */
  dockerCommand: z.string(),
  installerCommand: z.string(),
});

export const enrolmentTokenRefInput = z.strictObject({
  environmentId: environmentIdSchema,
  tokenId: enrolmentTokenIdSchema,
});

/** What the Add-host wizard waits for, step by step. */
export const enrolmentStatusSchema = z.object({
  tokenId: z.string(),
  expiresAt: z.iso.datetime(),
  scriptFetchedAt: z.iso.datetime().nullable(),
  lastFailure: z.object({ at: z.iso.datetime(), code: z.string(), message: z.string() }).nullable(),
  hosts: z.array(
    z.object({ id: z.string(), name: z.string(), state: hostStateSchema, engineReachable: z.boolean() }),
  ),
});

export const hostInfoSchema = z.object({
  hostname: z.string(),
  operatingSystem: z.string(),
  kernelVersion: z.string(),
  dockerVersion: z.string(),
  architecture: z.string(),
  milliCpu: z.number().int(),
  memoryBytes: z.number().int(),
  storageDriver: z.string(),
});

export const hostViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  address: z.string().nullable(),
  state: hostStateSchema,
  stateSince: z.iso.datetime(),
  /** Why the host is not simply active, in the reason vocabulary of hosts; null when all is well. */
  stateReason: z.string().nullable(),
  lastSeenAt: z.iso.datetime().nullable(),
  /** When the host or its engine stopped answering, the age of all that is shown of its containers; null while fresh. */
  staleSince: z.iso.datetime().nullable(),
  labels: labelsSchema,
  automaticLabels: labelsSchema,
  info: hostInfoSchema.nullable(),
  agentVersion: z.string().nullable(),
  reservedMilliCpu: z.number().int(),
  reservedMemoryBytes: z.number().int(),
  containers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      state: z.string(),
      stackId: z.string(),
      stackName: z.string(),
      serviceId: z.string(),
      serviceName: z.string(),
    }),
  ),
  /** Containers on the engine that Drover did not make. */
  foreignContainerCount: z.number().int(),
  createdAt: z.iso.datetime(),
});
export type HostView = z.infer<typeof hostViewSchema>;
