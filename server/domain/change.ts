/**
 * Every use case that writes goes through `makeChange`: the desired rows, their history, the audit row and the wakes
 * are one transaction, so that none of them can be there without the others. Changes to one environment (or, outside
 * of any, to users and settings) are made one after another, so that a rule which looks before it writes holds.
 */
import { type Actor, appendAudit, appendEvents, type NewEvent } from '../db/history.ts';
import { noteChanges, wakeEnvironment } from '../db/notify.ts';
import { raiseBlueprintVersions } from '../db/repositories/recovery/blueprint-version.ts';
import { prismaSql } from '../db/sql.ts';
import type { Change as ChangedKey } from '../schemas/event.ts';
import type { Call } from './call.ts';
import { DomainError } from './errors.ts';
import { redact } from './redact.ts';

export type Tx = Parameters<typeof prismaSql>[0];

type EventToRecord = Omit<NewEvent, 'actor' | 'environmentId'> & { readonly environmentId?: string };

export interface Change {
  readonly tx: Tx;
  readonly now: Date;
  /** Adds a line to history. */
  readonly record: (event: EventToRecord) => void;
  /** Tells open pages what to fetch again. */
  readonly touch: (...changed: readonly ChangedKey[]) => void;
  /** Asks the reconciler to look. */
  readonly wake: () => void;
}

export interface Scope {
  /** Null for what belongs to no environment. */
  readonly environmentId: string | null;
  readonly subjectId: string | null;
  /** Stored in the audit, redacted. */
  readonly input: unknown;
}

const ATTEMPTS_MAX = 3;
const TIMEOUT_MS = 15_000;
const LOCK = `select pg_advisory_xact_lock(hashtextextended($1, 0))::text`;

/** Prisma's code for a deadlock or a serialization failure: nothing was written, so it can be done again. */
const RETRYABLE = 'P2034';
const DUPLICATE = 'P2002';

function prismaCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

interface Recorder extends Change {
  /** Writes what was gathered; the last thing the transaction does. */
  finish(): Promise<void>;
}

interface RecorderOptions {
  readonly tx: Tx;
  readonly now: Date;
  readonly call: Call;
  readonly scope: Scope;
}

function createRecorder({ tx, now, call, scope }: RecorderOptions): Recorder {
  const events: NewEvent[] = [];
  const touched: ChangedKey[] = [];
  let wakes = false;
  const { caller, procedure, clientIp } = call;
  const { environmentId: home, subjectId, input } = scope;
  const actor: Actor = { kind: 'user', id: caller.id, name: caller.username };
  const run = prismaSql(tx);

  function concerned(): string[] {
    const environments = new Set(events.flatMap((event) => event.environmentId ?? []));
    if (home !== null && touched.length > 0) environments.add(home);
    return [...environments];
  }

  async function announce(): Promise<void> {
    for (const id of concerned()) {
      const hasEvents = events.some((event) => event.environmentId === id);
      const history: ChangedKey[] = hasEvents ? [{ topic: 'events', id: null }] : [];
      await noteChanges(run, id, [...(id === home ? touched : []), ...history]);
    }
    if (wakes && home !== null) await wakeEnvironment(run, home);
  }

  return {
    tx,
    now,
    record(event) {
      const environmentId = event.environmentId ?? home;
      if (environmentId === null) throw new Error(`Event ${event.kind} belongs to no environment.`);
      events.push({ ...event, environmentId, actor });
    },
    touch(...changed) {
      touched.push(...changed);
    },
    wake() {
      wakes = true;
    },
    async finish() {
      await appendEvents(run, events);
      await appendAudit(run, {
        userId: caller.id,
        username: caller.username,
        procedure,
        environmentId: home,
        subjectId,
        clientIp,
        input: redact(input),
      });
      await announce();
      await raiseBlueprintVersions(run, concerned());
    },
  };
}

async function attempt<T>(call: Call, scope: Scope, work: (change: Change) => Promise<T>): Promise<T> {
  return call.database.prisma.$transaction(
    async (tx) => {
      await prismaSql(tx)(LOCK, [`drover:change:${scope.environmentId ?? 'installation'}`]);
      const change = createRecorder({ tx, now: new Date(call.clock.now()), call, scope });
      const result = await work(change);
      await change.finish();
      return result;
    },
    { timeout: TIMEOUT_MS, maxWait: TIMEOUT_MS },
  );
}

export async function makeChange<T>(
  call: Call,
  scope: Scope,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(call, scope, work);
    } catch (error) {
      const code = prismaCode(error);
      if (code === RETRYABLE && tries < ATTEMPTS_MAX) continue;
      if (code === RETRYABLE) {
        throw new DomainError('conflict', 'Too much is changing at once. Try again.', { cause: error });
      }
      if (code === DUPLICATE) {
        throw new DomainError('name-taken', 'This name was taken a moment ago.', { cause: error });
      }
      throw error;
    }
  }
}
