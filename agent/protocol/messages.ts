import { z } from 'zod';
import { assignmentSchema } from './assignment.ts';
import { countSchema, idSchema } from './bounds.ts';
import { unitErrorSchema } from './errors.ts';
import { foreignPortSchema, hostFactsSchema, unitObservationSchema } from './observation.ts';
import { voucherSchema } from './recovery.ts';

export const JOBS_PER_POLL_MAX = 64;
export const UNITS_PER_REPORT_MAX = 2000;
export const POLL_WAIT_MS_MAX = 25_000;

/** The token of the Add-host command for a key pair that belongs to this host alone. */
export const enrolInput = z.object({
  protocol: z.number().int(),
  token: z.string().min(1).max(256),
  /** Stable across reinstalls of the agent: the same machine is the same host. */
  machineId: z
    .string()
    .min(8)
    .max(128)
    .regex(/^[\w.:-]+$/, { error: 'Expected letters, digits, dots, dashes and colons.' }),
  /** Ed25519, SPKI, base64. The private half never leaves the host. */
  publicKey: z.string().min(32).max(512),
  agentVersion: z.string().max(64),
  labels: z.record(z.string(), z.string()),
  facts: hostFactsSchema.nullable(),
});
export const enrolOutput = z.object({
  hostId: z.string(),
  environmentId: z.string(),
  serverId: z.string(),
  voucher: voucherSchema.optional(),
});

export const challengeInput = z.object({ hostId: z.string().max(64) });
export const challengeOutput = z.object({ nonce: z.string(), serverId: z.string() });

export const openSessionInput = z.object({
  protocol: z.number().int(),
  hostId: z.string().max(64),
  nonce: z.string().max(128),
  /** Ed25519 over `drover-session:{serverId}:{hostId}:{nonce}`, base64. */
  signature: z.string().max(256),
  agentVersion: z.string().max(64),
  labels: z.record(z.string(), z.string()),
  facts: hostFactsSchema.nullable(),
});
export const openSessionOutput = z.object({
  /** Bearer of every later call; opening a new session ends the one before it. */
  sessionToken: z.string(),
  heartbeatMs: z.number().int(),
  syncEveryMs: z.number().int(),
  pollWaitMs: z.number().int(),
  voucher: voucherSchema.optional(),
});

export const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(['unit']),
  /** 1 for the first delivery. */
  attempt: z.number().int(),
  assignment: assignmentSchema,
});
export type AgentJob = z.infer<typeof jobSchema>;

export const pollInput = z.object({
  waitMs: z.number().int().min(0).max(POLL_WAIT_MS_MAX),
  max: z.number().int().min(1).max(JOBS_PER_POLL_MAX),
});

/** A failed attempt. Success needs no message: the observation shows it. */
export const jobFailureSchema = z.object({
  jobId: idSchema,
  unitId: idSchema,
  generation: countSchema,
  error: unitErrorSchema,
});
export type JobFailure = z.infer<typeof jobFailureSchema>;

/** Also the heartbeat: sent at least every heartbeatMs, with nothing in it when nothing changed. */
export const reportInput = z.object({
  /** Counts up within a session; a lower one than seen is ignored. */
  sequence: z.number().int().min(0),
  /** True when `units` is every unit on the host, so that others are known to be absent. */
  full: z.boolean(),
  /** False when the engine could not be asked; then `units` says nothing about absence. */
  engineReachable: z.boolean(),
  units: z.array(unitObservationSchema).max(UNITS_PER_REPORT_MAX),
  failures: z.array(jobFailureSchema).max(UNITS_PER_REPORT_MAX),
  facts: hostFactsSchema.nullable(),
  foreignPorts: z.array(foreignPortSchema).max(5000).nullable(),
  foreignContainerCount: countSchema.nullable(),
});
export type ReportInput = z.infer<typeof reportInput>;
export const reportOutput = z.object({
  resync: z.boolean(),
  /** Differs from what the host has: there is a newer blueprint. */
  blueprintVersion: z.number().int().optional(),
});

/** Full compare, on every connect and every few minutes. */
export const syncInput = z.object({
  units: z
    .array(
      z.object({
        unitId: idSchema,
        generation: z.number().int(),
        /** What was accepted at that generation. Absent for containers without an assignment, and from older agents. */
        desired: z.enum(['running', 'stopped', 'removed']).optional(),
        revision: z.number().int().optional(),
        restartCount: z.number().int().optional(),
        revisionId: z.string().max(64).optional(),
      }),
    )
    .max(10_000),
});
export const syncOutput = z.object({
  /** Units the host lacks or has at a lower generation. */
  assignments: z.array(assignmentSchema),
  /** Units the host holds that the server does not know: reported, never destroyed. */
  unknownUnitIds: z.array(z.string()),
  /** Tombstones that the server has seen gone; the agent may forget them. */
  forgottenUnitIds: z.array(z.string()),
});
