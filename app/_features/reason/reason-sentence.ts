import type { FilterCount, Reason, ReasonCode } from '../../../server/schemas/reason.ts';

type NoHostCure = `no-host-${FilterCount['filter'] | 'none'}`;

/** Codes for which there is something a person can do; the others pass by themselves. */
const CURABLE = [
  'host-reconnecting',
  'host-disconnected',
  'image-not-found',
  'image-pull-failed',
  'registry-denied',
  'port-taken',
  'name-taken',
  'invalid-spec',
  'engine-unavailable',
  'engine-timeout',
  'engine-error',
  'disk-full',
  'exited',
] as const satisfies readonly ReasonCode[];

export type CureKey = NoHostCure | (typeof CURABLE)[number];

export interface ReasonSentence {
  /** Key of `reasons.sentences`. */
  readonly sentence: ReasonCode;
  /** What was said by whoever found it: the engine's own words. Null where the sentence says it all. */
  readonly words: string | null;
  /** What each group of hosts lacks, when no host can take it. */
  readonly lacks: readonly string[];
  /** Key of `reasons.cures`; null when waiting is all there is to do. */
  readonly cure: CureKey | null;
  readonly retry: { readonly attempts: number; readonly nextAttemptAt: string | null } | null;
  /** In the ordinary course of things: shown quietly. */
  readonly passing: boolean;
}

const PASSING: readonly ReasonCode[] = [
  'starting',
  'stopping',
  'removing',
  'updating',
  'restarting',
  'limit',
];

/** What a person is told about something that is not yet as asked: a sentence, the facts behind it, and a cure. */
export function reasonSentence(reason: Reason): ReasonSentence {
  const noHost = reason.code === 'no-host';
  const attempts = reason.attempts ?? 0;
  return {
    sentence: reason.code,
    // The planner's message for "no host" repeats the filters, which are listed one by one.
    words: noHost && reason.filters.length > 0 ? null : reason.message,
    lacks: noHost ? reason.filters.map((filter) => filter.detail) : [],
    cure: cureOf(reason),
    retry: attempts > 0 || reason.nextAttemptAt ? { attempts, nextAttemptAt: reason.nextAttemptAt } : null,
    passing: PASSING.includes(reason.code),
  };
}

function cureOf({ code, filters }: Reason): CureKey | null {
  if (code === 'no-host') return `no-host-${mostHosts(filters)?.filter ?? 'none'}`;
  return CURABLE.find((known) => known === code) ?? null;
}

/** The cure is for what would free the most hosts. */
function mostHosts(filters: readonly FilterCount[]): FilterCount | null {
  return filters.reduce<FilterCount | null>(
    (most, filter) => (most === null || filter.hostCount > most.hostCount ? filter : most),
    null,
  );
}

/** Whole seconds until then; 0 when the time has come. */
export function secondsUntil(at: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(at) - nowMs) / 1000));
}
