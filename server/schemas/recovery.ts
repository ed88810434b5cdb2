import { z } from 'zod';

/** SHA-256 of a server's vouching key (Ed25519, SPKI), lower-case hex. */
export const vouchFingerprintSchema = z.string().regex(/^[0-9a-f]{64}$/, {
  error: 'Expected the 64 hexadecimal digits of a server fingerprint.',
});

const offerIdSchema = z
  .string()
  .regex(/^rof_[0-9a-z]{10,40}$/, { error: 'Expected an id that starts with "rof_".' });
const offerIdsSchema = z.array(offerIdSchema).min(1).max(500);

/** A host that came here with the key and the units another server gave it. Nothing of it is believed before a yes. */
export const recoveryOfferSchema = z.object({
  id: z.string(),
  hostId: z.string(),
  hostName: z.string(),
  address: z.string().nullable(),
  /** SHA-256 of the host's own key; the agent prints the same in its log. */
  keyFingerprint: z.string(),
  agentVersion: z.string(),
  environmentId: z.string(),
  environmentName: z.string(),
  stackCount: z.number().int(),
  serviceCount: z.number().int(),
  unitCount: z.number().int(),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
});
export type RecoveryOffer = z.infer<typeof recoveryOfferSchema>;

/** Offers of hosts that one older server vouches for. */
export const recoveryGroupSchema = z.object({
  fingerprint: vouchFingerprintSchema,
  serverId: z.string(),
  trusted: z.boolean(),
  offers: z.array(recoveryOfferSchema),
});
export type RecoveryGroup = z.infer<typeof recoveryGroupSchema>;

export const recoveryOverviewSchema = z.object({
  /** To be noted down: what this server's hosts would show to a successor. */
  own: z.object({ serverId: z.string(), fingerprint: vouchFingerprintSchema }),
  groups: z.array(recoveryGroupSchema),
  /** Older servers whose hosts are taken in without asking again. */
  trusted: z.array(
    z.object({
      fingerprint: vouchFingerprintSchema,
      serverId: z.string(),
      trustedAt: z.iso.datetime(),
      trustedBy: z.string().nullable(),
      hostCount: z.number().int(),
    }),
  ),
});
export type RecoveryOverview = z.infer<typeof recoveryOverviewSchema>;

export const recoverySelectionInput = z.strictObject({
  fingerprint: vouchFingerprintSchema,
  offerIds: offerIdsSchema,
});

const planDigestSchema = z.string().regex(/^[0-9a-f]{64}$/, { error: 'Expected the digest of a plan.' });

/** What a yes would bring back, before anything is written. */
export const recoveryPlanSchema = z.object({
  /** Given back with the yes, so that what is accepted is what was looked at. */
  digest: z.string(),
  environments: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** `merge`: an environment of this id is here already. */
      change: z.enum(['create', 'merge']),
      hosts: z.array(z.object({ id: z.string(), name: z.string(), unitCount: z.number().int() })),
      stacks: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          change: z.enum(['create', 'same']),
          services: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              image: z.string(),
              scale: z.number().int(),
              unitCount: z.number().int(),
              change: z.enum(['create', 'same']),
            }),
          ),
        }),
      ),
    }),
  ),
  /** What cannot be brought back or is told differently by two hosts, and what is done about it. */
  problems: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type RecoveryPlan = z.infer<typeof recoveryPlanSchema>;

export const acceptRecoveryInput = recoverySelectionInput.extend({
  /** Hosts of the same older server that come later, to an environment that is back, are taken in without asking. */
  trustLater: z.boolean().default(true),
  /** Of the plan that was looked at: the yes is refused when the hosts tell something else by now. */
  planDigest: planDigestSchema.optional(),
});

export const recoveryAcceptedSchema = z.object({
  environmentIds: z.array(z.string()),
  hostCount: z.number().int(),
  stackCount: z.number().int(),
  serviceCount: z.number().int(),
  unitCount: z.number().int(),
});

export const dismissRecoveryInput = z.strictObject({ offerIds: offerIdsSchema });
export const trustInput = z.strictObject({ fingerprint: vouchFingerprintSchema });
export const distrustInput = z.strictObject({ fingerprint: vouchFingerprintSchema });
