import { z } from 'zod';
import { hostFactsSchema } from './observation.ts';

/*
 * What a host carries so that a new, empty server can be told what the lost one knew: the older server's word that the
 * host is one of its own (the voucher), and its desired state (the blueprint). Both are signed by that server, so a host
 * can pass them on but not make them up.
 */

/** Of the blueprint's text. */
export const BLUEPRINT_BYTES_MAX = 8 * 1024 * 1024;
export const HELD_UNITS_PER_OFFER_MAX = 2000;

const keySchema = z.string().min(32).max(512);
const idSchema = z.string().min(1).max(64);
const signatureSchema = z.string().max(256);

export const voucherSchema = z.object({
  /** Ed25519, SPKI, base64. Its SHA-256 is the server's fingerprint. */
  serverPublicKey: keySchema,
  serverId: idSchema,
  hostId: idSchema,
  environmentId: idSchema,
  machineId: z.string().min(1).max(128),
  hostPublicKey: keySchema,
  issuedAt: z.iso.datetime(),
  /** By the server's key over `voucherText`, base64. */
  signature: signatureSchema,
});
export type Voucher = z.infer<typeof voucherSchema>;

export function voucherText(voucher: Omit<Voucher, 'signature'>): string {
  const { serverPublicKey, serverId, hostId, environmentId, machineId, hostPublicKey, issuedAt } = voucher;
  const fields = [serverPublicKey, serverId, hostId, environmentId, machineId, hostPublicKey, issuedAt];
  return `drover-voucher:v1\n${JSON.stringify(fields)}`;
}

export const signedBlueprintSchema = z.object({
  version: z.number().int(),
  /** JSON; to the agent it is a sealed letter. */
  text: z.string().max(BLUEPRINT_BYTES_MAX),
  /** By the server's key over `blueprintText`, base64. */
  signature: signatureSchema,
});
export type SignedBlueprint = z.infer<typeof signedBlueprintSchema>;

export function blueprintText(text: string): string {
  return `drover-blueprint:v1\n${text}`;
}

export const blueprintInput = z.object({
  /** The version that the host has; null for none. */
  have: z.number().int().nullable(),
});
export const blueprintOutput = z.object({
  /** Null when the host has the newest, or when it is too large to be carried. */
  blueprint: signedBlueprintSchema.nullable(),
  /** Not to be asked for again before. */
  refreshAfterMs: z.number().int(),
});

export const beginOfferInput = z.object({
  hostId: idSchema,
  /** SHA-256 of the key of the server that vouches for it, hex. */
  fingerprint: z.string().max(64),
});
export const beginOfferOutput = z.object({ nonce: z.string(), serverId: z.string() });

export const offerContentSchema = z.object({
  labels: z.record(z.string(), z.string()),
  facts: hostFactsSchema.nullable(),
  blueprint: signedBlueprintSchema.nullable(),
  /** Every unit the host has an assignment of. Only told to people; what is rebuilt comes from the blueprint. */
  units: z
    .array(z.object({ unitId: z.string().max(64), generation: z.number().int() }))
    .max(HELD_UNITS_PER_OFFER_MAX),
});
export type OfferContent = z.infer<typeof offerContentSchema>;

export const offerInput = z.object({
  protocol: z.number().int(),
  nonce: z.string().max(128),
  voucher: voucherSchema,
  /** By the host's key over `offerText`, base64. */
  proof: signatureSchema,
  agentVersion: z.string().max(64),
  /** SHA-256 of the content's JSON, hex. */
  digest: z.string().max(64),
  /** Null to say no more than that the host is still there and has the content of this digest. */
  content: offerContentSchema.nullable(),
});

export function offerText(proof: {
  readonly serverId: string;
  readonly nonce: string;
  readonly digest: string;
}): string {
  return `drover-recovery:${proof.serverId}:${proof.nonce}:${proof.digest}`;
}

export const offerOutput = z.object({
  /**
   * `incomplete`: the content of this digest is not here, send it. `waiting`: kept until a person decides. `dismissed`: a
   * person does not want it. `accepted`: the host is known, it can open a session.
   */
  state: z.enum(['incomplete', 'waiting', 'dismissed', 'accepted']),
  retryAfterMs: z.number().int().min(0),
});
export type OfferAnswer = z.infer<typeof offerOutput>;
