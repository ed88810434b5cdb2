import type { EventKind } from '../schemas/event.ts';
import type { RunSql } from './sql.ts';

export interface Actor {
  readonly kind: 'user' | 'reconciler' | 'host' | 'server';
  readonly id: string | null;
  readonly name: string;
}

export const RECONCILER: Actor = { kind: 'reconciler', id: null, name: 'reconciler' };

/** What the server does of itself, for no one environment. */
export const SERVER: Actor = { kind: 'server', id: null, name: 'server' };

export interface NewEvent {
  /** Null for what concerns no environment; only administrators are told of it. */
  readonly environmentId: string | null;
  readonly kind: EventKind;
  readonly level?: 'info' | 'warning' | 'error';
  readonly actor: Actor;
  readonly params?: Readonly<Record<string, string | number | boolean | null>>;
  readonly hostId?: string | null;
  readonly stackId?: string | null;
  readonly serviceId?: string | null;
  readonly unitId?: string | null;
  readonly causeId?: string | null;
}

const INSERT_EVENTS = `
  insert into "Event" ("environmentId","kind","level","actor","actorName","params","hostId","stackId","serviceId","unitId","causeId")
  select e->>'environmentId', e->>'kind', e->>'level', e->>'actor', e->>'actorName', e->'params',
         e->>'hostId', e->>'stackId', e->>'serviceId', e->>'unitId', (e->>'causeId')::bigint
  from jsonb_array_elements($1::jsonb) as e`;

/** Appends history in the caller's transaction, in one statement however many. */
export async function appendEvents(run: RunSql, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    environmentId: event.environmentId,
    kind: event.kind,
    level: event.level ?? 'info',
    actor: event.actor.id === null ? event.actor.kind : `${event.actor.kind}:${event.actor.id}`,
    actorName: event.actor.name,
    params: event.params ?? {},
    hostId: event.hostId ?? null,
    stackId: event.stackId ?? null,
    serviceId: event.serviceId ?? null,
    unitId: event.unitId ?? null,
    causeId: event.causeId ?? null,
  }));
  await run(INSERT_EVENTS, [JSON.stringify(rows)]);
}

export interface NewAudit {
  readonly userId: string | null;
  readonly username: string | null;
  readonly procedure: string;
  readonly environmentId: string | null;
  readonly subjectId: string | null;
  readonly clientIp: string | null;
  /** Already redacted. */
  readonly input: unknown;
}

/** Appends the audit row of a change in the transaction that makes the change. */
export async function appendAudit(run: RunSql, audit: NewAudit): Promise<void> {
  await run(
    `insert into "Audit" ("userId","username","procedure","environmentId","subjectId","clientIp","input")
     values ($1,$2,$3,$4,$5,$6,$7::jsonb)`,
    [
      audit.userId,
      audit.username,
      audit.procedure,
      audit.environmentId,
      audit.subjectId,
      audit.clientIp,
      JSON.stringify(audit.input ?? {}),
    ],
  );
}
