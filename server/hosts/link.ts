import { join } from 'node:path';
import { createRateLimit, type RateLimit } from '../auth/rate-limit.ts';
import { readVouchingKey, type VouchingKey } from '../auth/vouching.ts';
import { readServerIdentity, type ServerIdentity } from '../db/repositories/agent-host/server-identity.ts';
import { createRevisionCache, type RevisionCache } from '../db/repositories/plan/revision-specs.ts';
import type { ServerDeps } from '../main/deps.ts';
import { createCounters, type HostLinkCounters } from './counters.ts';
import { createWatch, type ForgeryWatch } from './forgery-watch.ts';
import { createPolls, type Polls } from './polls.ts';
import { createOfferSlots, LARGE_OFFER_READ_MS, type OfferSlots } from './recovery/offer-slots.ts';
import { createOutlines, type Outlines } from './recovery/outlines.ts';
import { createSessions, type Sessions } from './sessions.ts';

/** A whole rack may enrol from behind one address; guessing 256-bit tokens is hopeless at any rate. */
const ENROL = { capacity: 60, refillMs: 1_000 };
/** Hosts behind one address all come back at once after a restart of the server. */
const OPEN = { capacity: 2_000, refillMs: 20 };
/** Offers that carry something: each is large, and a host sends one only when it has changed. */
const OFFER = { capacity: 200, refillMs: 2_000 };

/** What the server's side of the agent link keeps between calls. Nothing in it must survive a restart. */
export interface HostLink {
  readonly deps: ServerDeps;
  readonly sessions: Sessions;
  readonly polls: Polls;
  readonly counters: HostLinkCounters;
  readonly forgeries: ForgeryWatch;
  /** Units that hosts hold and this database does not know. */
  readonly strangers: ForgeryWatch;
  readonly revisions: RevisionCache;
  readonly enrolLimit: RateLimit;
  readonly openLimit: RateLimit;
  readonly offerLimit: RateLimit;
  readonly outlines: Outlines;
  readonly largeOffers: OfferSlots;
  /** Milliseconds in which a large offer must be here. */
  readonly largeOfferReadMs: number;
  /** What `docker load` takes; it need not be there. */
  readonly agentImagePath: string;
  identity(): Promise<ServerIdentity>;
  vouchingKey(): Promise<VouchingKey>;
  stop(): void;
}

export interface HostLinkOptions {
  /** Default: `agent-image.tar.gz` in the data directory. */
  readonly agentImagePath?: string;
  /** Default: 15 s. */
  readonly largeOfferReadMs?: number;
}

export function createHostLink(deps: ServerDeps, options: HostLinkOptions = {}): HostLink {
  let identity: Promise<ServerIdentity> | null = null;
  let vouchingKey: VouchingKey | null = null;
  function readIdentity(): Promise<ServerIdentity> {
    // A failed read is not remembered: the next caller asks the database again.
    identity ??= readServerIdentity(deps.database.pool).catch((error: unknown) => {
      identity = null;
      throw error;
    });
    return identity;
  }
  const sessions = createSessions(deps);
  const polls = createPolls(deps);
  const { monotonic } = deps.clock;
  return {
    deps,
    sessions,
    polls,
    counters: createCounters(),
    forgeries: createWatch(monotonic),
    strangers: createWatch(monotonic),
    revisions: createRevisionCache(),
    enrolLimit: createRateLimit({ ...ENROL, monotonic }),
    openLimit: createRateLimit({ ...OPEN, monotonic }),
    offerLimit: createRateLimit({ ...OFFER, monotonic }),
    outlines: createOutlines(deps.database.pool),
    largeOffers: createOfferSlots(),
    largeOfferReadMs: options.largeOfferReadMs ?? LARGE_OFFER_READ_MS,
    agentImagePath: options.agentImagePath ?? join(deps.env.dataDir, 'agent-image.tar.gz'),
    identity: readIdentity,
    async vouchingKey() {
      vouchingKey ??= readVouchingKey((await readIdentity()).vouchingKey);
      return vouchingKey;
    },
    stop() {
      sessions.stop();
      polls.stop();
    },
  };
}
