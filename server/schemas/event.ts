import { z } from 'zod';
import { environmentIdSchema } from './primitives/ids.ts';

export const eventLevelSchema = z.enum(['info', 'warning', 'error']);

/** Closed list of what history tells. Sentences are made by the reader from kind and params. */
export const eventKindSchema = z.enum([
  'environment.created',
  'environment.updated',
  'environment.removed',
  'environment.plan-refused',
  'member.set',
  'member.removed',
  'host.registering',
  'host.active',
  'host.inactive',
  'host.reconnecting',
  'host.disconnected',
  'host.removing',
  'host.removed',
  'host.updated',
  'host.enrolment-failed',
  'host.engine-unavailable',
  'host.engine-available',
  'host.unknown-units',
  'stack.created',
  'stack.updated',
  'stack.started',
  'stack.stopped',
  'stack.restarted',
  'stack.removing',
  'stack.removed',
  'service.created',
  'service.updated',
  'service.scaled',
  'service.started',
  'service.stopped',
  'service.restarted',
  'service.removing',
  'service.removed',
  'service.state',
  'unit.placed',
  'unit.changed',
  'unit.removing',
  'unit.removed',
  'unit.failed',
  'unit.lost',
  'container.started',
  'container.exited',
  'container.missing',
  'container.healed',
  'container.removing',
  'recovery.accepted',
  'recovery.host-joined',
  'recovery.host-expected',
  'backup.made',
  'backup.failed',
  'backup.restored',
]);
export type EventKind = z.infer<typeof eventKindSchema>;

export const eventViewSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  kind: eventKindSchema,
  level: eventLevelSchema,
  /** A user's name, `reconciler`, or a host's name. */
  actor: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  hostId: z.string().nullable(),
  stackId: z.string().nullable(),
  serviceId: z.string().nullable(),
  unitId: z.string().nullable(),
  causeId: z.string().nullable(),
});
export type EventView = z.infer<typeof eventViewSchema>;

export const listEventsInput = z.strictObject({
  environmentId: environmentIdSchema,
  hostId: z.string().max(64).optional(),
  stackId: z.string().max(64).optional(),
  serviceId: z.string().max(64).optional(),
  unitId: z.string().max(64).optional(),
  /** Events older than this id; absent for the newest. No longer than a bigint can be. */
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, { error: 'Expected the cursor that came with the page before.' })
    .optional(),
  limit: z.number().int().min(1).max(200).default(50),
});

/** Keys of what changed. A page refetches what it shows of these; nothing else travels. */
export const changeTopicSchema = z.enum([
  'hosts',
  'host',
  'stacks',
  'stack',
  'service',
  'container',
  'events',
  'members',
  'environments',
  'enrolment',
]);
export const changeSchema = z.object({ topic: changeTopicSchema, id: z.string().nullable() });
export type Change = z.infer<typeof changeSchema>;

export const watchChangesInput = z.strictObject({
  environmentId: environmentIdSchema,
  lastEventId: z.string().max(64).nullish(),
});

/** `nextCursor` is null on the last page. */
export const eventPageSchema = z.object({
  events: z.array(eventViewSchema),
  nextCursor: z.string().nullable(),
});
