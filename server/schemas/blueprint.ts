import { z } from 'zod';
import { objectNameSchema } from './primitives/names.ts';
import { serviceLinkSchema } from './service.ts';

/*
 * The text of a signed blueprint: an environment's desired state in outline, and the specs of what one host runs. Read
 * by a server that may be older or newer than the one that wrote it, so unknown fields are let through.
 */

const idSchema = z.string().min(1).max(64);
/** What people read on a terminal before they say yes must not be able to paint over it. */
const nameSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u);
const textSchema = z.string().max(500);
const instantSchema = z.iso.datetime();
const countSchema = z.number().int().min(0).max(2_000_000_000);
const labelsSchema = z.record(z.string().max(255), z.string().max(4096));

const outlineHostSchema = z.object({
  id: idSchema,
  name: nameSchema,
  /** SHA-256 of its key, lower-case hex: a host whose key was replaced does not come back by the old one. */
  keyFingerprint: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

const outlineUnitSchema = z.object({
  id: idSchema,
  serviceId: idSchema,
  hostId: idSchema,
  index: countSchema.min(1),
  createIndex: countSchema,
  generation: countSchema.min(1),
  /** Number of the revision it is at. */
  revision: countSchema.min(1),
  desired: z.enum(['running', 'stopped', 'removed']),
  restartCount: countSchema,
  /** Launch → number of the last time a person had its container made anew; part of the container's spec. */
  recreations: z.record(z.string().max(80), countSchema).default({}),
  /** Launch → id of the instance. */
  instances: z.record(z.string().max(80), idSchema),
});

const outlineServiceSchema = z.object({
  id: idSchema,
  stackId: idSchema,
  name: objectNameSchema,
  description: textSchema,
  kind: z.enum(['service', 'loadBalancer', 'external', 'alias', 'selector']),
  scale: countSchema.max(100_000),
  desired: z.enum(['running', 'stopped', 'removed']),
  restartCount: countSchema,
  links: z.array(serviceLinkSchema).max(64),
  revisionNumber: countSchema.min(1),
  nextCreateIndex: countSchema,
  createdAt: instantSchema,
});

/** The same on every host of the environment, but for how new it is. */
export const outlineSchema = z.object({
  version: z.number().int().min(0),
  issuedAt: instantSchema,
  environment: z.object({
    id: idSchema,
    name: nameSchema,
    description: textSchema,
    createdAt: instantSchema,
  }),
  hosts: z.array(outlineHostSchema).max(5_000),
  stacks: z
    .array(
      z.object({
        id: idSchema,
        name: objectNameSchema,
        description: textSchema,
        desired: z.enum(['present', 'removed']),
        createdAt: instantSchema,
      }),
    )
    .max(5_000),
  services: z.array(outlineServiceSchema).max(20_000),
  units: z.array(outlineUnitSchema).max(100_000),
});
export type StoredOutline = z.infer<typeof outlineSchema>;

export const blueprintSchema = z.object({
  format: z.literal(1),
  serverId: idSchema,
  /** The host as people have made it. */
  host: z.object({
    id: idSchema,
    name: nameSchema,
    description: textSchema,
    desired: z.enum(['active', 'inactive', 'removed']),
    labels: labelsSchema,
    commandLabels: labelsSchema,
    createdAt: instantSchema,
  }),
  outline: outlineSchema,
  /** `spec` is `serviceSpecSchema` of the server that wrote it. */
  revisions: z
    .array(
      z.object({
        id: idSchema,
        serviceId: idSchema,
        number: countSchema.min(1),
        createdAt: instantSchema,
        spec: z.unknown(),
      }),
    )
    .max(20_000),
});
export type Blueprint = z.infer<typeof blueprintSchema>;

/** What is kept of an offer until it is decided on. */
export const storedOfferSchema = z.object({
  labels: labelsSchema,
  facts: z.unknown(),
  blueprint: blueprintSchema.nullable(),
  units: z.array(z.object({ unitId: z.string(), generation: z.number().int() })),
});
export type StoredOffer = z.infer<typeof storedOfferSchema>;
