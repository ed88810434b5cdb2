import { z } from 'zod';
import { launchConfigSchema } from './launch-config.ts';
import { environmentIdSchema, serviceIdSchema, stackIdSchema } from './primitives/ids.ts';
import { SCALE_MAX } from './primitives/limits.ts';
import { descriptionSchema, objectNameSchema } from './primitives/names.ts';
import { reasonSchema } from './reason.ts';

export const scaleSchema = z
  .number()
  .int()
  .min(0)
  .max(SCALE_MAX, { error: `At most ${SCALE_MAX} containers.` });

/** One rule about the labels of the host a unit may run on. Keys and values are compared without regard to case. */
export const hostLabelRuleSchema = z.strictObject({
  key: z.string().min(1).max(255),
  value: z.string().max(4096),
  /** `must` and `mustNot` are hard; `should` and `shouldNot` only prefer. */
  rule: z.enum(['must', 'mustNot', 'should', 'shouldNot']),
});
export type HostLabelRule = z.infer<typeof hostLabelRuleSchema>;

export const serviceLinkSchema = z.strictObject({
  /** A service of the same stack, or `stack/service`. */
  service: z.string().regex(/^[A-Za-z0-9-]{1,63}(?:\/[A-Za-z0-9-]{1,63})?$/, {
    error: 'Write it as service, or as stack/service for one of another stack.',
  }),
  alias: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, {
    error: 'Use 1 to 63 letters, digits, dots, dashes and underscores, with a letter or digit first.',
  }),
});
export type ServiceLink = z.infer<typeof serviceLinkSchema>;

/** The stored, versioned body of a revision. A change of shape raises `version`; readers upgrade older rows. */
export const serviceSpecSchema = z.strictObject({
  version: z.literal(1).default(1),
  launch: launchConfigSchema,
  sidekicks: z
    .array(z.strictObject({ name: objectNameSchema, launch: launchConfigSchema }))
    .max(16)
    .default([]),
  hostRules: z.array(hostLabelRuleSchema).max(64).default([]),
});
export type ServiceSpec = z.infer<typeof serviceSpecSchema>;
export type ServiceSpecInput = z.input<typeof serviceSpecSchema>;

export const createServiceInput = z.strictObject({
  environmentId: environmentIdSchema,
  stackId: stackIdSchema,
  name: objectNameSchema,
  description: descriptionSchema.default(''),
  scale: scaleSchema.default(1),
  start: z.boolean().default(true),
  links: z.array(serviceLinkSchema).max(64).default([]),
  spec: serviceSpecSchema,
});

export const serviceRefInput = z.strictObject({
  environmentId: environmentIdSchema,
  serviceId: serviceIdSchema,
});

/** Replaces description, links and spec; a changed spec makes a new revision. */
export const updateServiceInput = serviceRefInput.extend({
  description: descriptionSchema.optional(),
  links: z.array(serviceLinkSchema).max(64).optional(),
  spec: serviceSpecSchema.optional(),
});

export const scaleServiceInput = serviceRefInput.extend({ scale: scaleSchema });

export const serviceStateSchema = z.enum([
  'activating',
  'active',
  'degraded',
  'updating',
  'stopping',
  'stopped',
  'removing',
]);
export type ServiceState = z.infer<typeof serviceStateSchema>;

export const unitStateSchema = z.enum([
  'waiting',
  'starting',
  'running',
  'updating',
  'stopping',
  'stopped',
  'failing',
  'removing',
  'unknown',
]);
export type UnitState = z.infer<typeof unitStateSchema>;

/** One unit on a host, or a slot that waits for one (`id` and `hostId` null). */
export const unitViewSchema = z.object({
  id: z.string().nullable(),
  name: z.string(),
  index: z.number().int(),
  hostId: z.string().nullable(),
  hostName: z.string().nullable(),
  state: unitStateSchema,
  reason: reasonSchema.nullable(),
  /** When its host or the engine there stopped answering, the age of what is shown; null while it is fresh. */
  staleSince: z.iso.datetime().nullable(),
  revision: z.number().int(),
  containers: z.array(
    z.object({
      id: z.string(),
      launch: z.string(),
      name: z.string(),
      state: z.string(),
      ipAddress: z.string().nullable(),
      startedAt: z.iso.datetime().nullable(),
    }),
  ),
});
export type UnitView = z.infer<typeof unitViewSchema>;

export const serviceSummarySchema = z.object({
  id: z.string(),
  stackId: z.string(),
  stackName: z.string(),
  name: z.string(),
  description: z.string(),
  kind: z.enum(['service', 'loadBalancer', 'external', 'alias', 'selector']),
  image: z.string(),
  scale: z.number().int(),
  state: serviceStateSchema,
  reason: reasonSchema.nullable(),
  unitCount: z.number().int(),
  runningCount: z.number().int(),
  revision: z.number().int(),
  ports: z.array(
    z.object({ hostPort: z.number().int(), containerPort: z.number().int(), protocol: z.string() }),
  ),
  links: z.array(serviceLinkSchema),
  createdAt: z.iso.datetime(),
});
export type ServiceSummary = z.infer<typeof serviceSummarySchema>;

export const serviceDetailSchema = serviceSummarySchema.extend({
  spec: serviceSpecSchema,
  units: z.array(unitViewSchema),
});
export type ServiceDetail = z.infer<typeof serviceDetailSchema>;

export const revisionViewSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  createdAt: z.iso.datetime(),
  createdBy: z.string().nullable(),
  current: z.boolean(),
  spec: serviceSpecSchema,
});

/** The revision the service is at after the change; the same as before when the spec did not change. */
export const serviceUpdatedSchema = z.object({ revision: z.number().int() });
