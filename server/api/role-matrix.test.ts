import { type AnyProcedure, TRPCError } from '@trpc/server';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SessionRow } from '../auth/session.ts';
import { createSignInLimits } from '../auth/sign-in-limits.ts';
import { type Capability, roleNeededFor } from '../domain/environment/environment.policy.ts';
import { DomainError } from '../domain/errors.ts';
import type { ServerDeps } from '../main/deps.ts';
import { type Role, roleAtLeast, roleSchema } from '../schemas/role.ts';
import type { Access } from './access.ts';
import type { RequestContext } from './context.ts';
import { createOpenStreams } from './open-streams.ts';
import { appRouter } from './root.ts';
import { createCallerFactory } from './trpc.ts';

const ENVIRONMENT = 'env_00000000000000000000000000';
const NOW = new Date(0);

/** Stands for everything behind the door: touching it shows that the door was open. */
const room = new Proxy(Object.create(null), {
  get(_target, property) {
    throw new Error(`Reached ${String(property)}.`);
  },
});
const deps = new Proxy<ServerDeps>(Object.create(null), { get: () => room });

interface Person {
  readonly name: string;
  readonly signedIn: boolean;
  readonly kind: 'admin' | 'user';
  readonly role: Role | null;
}

const PEOPLE: readonly Person[] = [
  { name: 'anonymous', signedIn: false, kind: 'user', role: null },
  { name: 'outsider', signedIn: true, kind: 'user', role: null },
  ...[...roleSchema.options]
    .reverse()
    .map((role) => ({ name: role, signedIn: true, kind: 'user' as const, role })),
  { name: 'admin', signedIn: true, kind: 'admin', role: 'owner' },
];

function sessionOf(person: Person): SessionRow {
  return {
    id: 'session',
    client: 'test',
    lastSeenAt: NOW,
    expiresAt: NOW,
    userId: 'usr_0000000000',
    username: person.name,
    name: person.name,
    kind: person.kind,
    userCreatedAt: NOW,
  };
}

function contextOf(person: Person): RequestContext {
  return {
    deps,
    limits: createSignInLimits(() => 0),
    streams: createOpenStreams(),
    findAccess: async () => person.role,
    requestId: 'request',
    clientIp: '127.0.0.1',
    origin: 'same',
    carrier: person.signedIn ? 'bearer' : 'none',
    session: person.signedIn ? sessionOf(person) : null,
    setSessionCookie: () => undefined,
  };
}

const REFUSALS = new Set(['not-signed-in', 'forbidden', 'not-found']);

function isRefusal(error: unknown): boolean {
  const cause = error instanceof TRPCError ? error.cause : error;
  return cause instanceof DomainError && REFUSALS.has(cause.code);
}

const accessSchema = z.enum(['public', 'user', 'admin', ...roleSchema.options]);

function isProcedure(value: unknown): value is AnyProcedure {
  return typeof value === 'function' && '_def' in value;
}

const procedures = Object.entries(appRouter._def.procedures).map(([path, procedure]: [string, unknown]) => {
  if (!isProcedure(procedure)) throw new Error(`${path} is no procedure.`);
  const { type, meta } = procedure._def;
  const access: Access = z.object({ access: accessSchema }).parse(meta, {
    error: () => `${path} does not state who may call it.`,
  }).access;
  return { path, type, access };
});

async function mayCall(person: Person, path: string, access: Access): Promise<boolean> {
  const caller: unknown = createCallerFactory(appRouter)(contextOf(person));
  const call = path.split('.').reduce<unknown>((at, key) => Reflect.get(Object(at), key), caller);
  if (typeof call !== 'function') throw new Error(`${path} is no procedure.`);
  const isOfEnvironment = roleSchema.safeParse(access).success;
  try {
    await call(isOfEnvironment ? { environmentId: ENVIRONMENT } : undefined);
    return true;
  } catch (error) {
    return !isRefusal(error);
  }
}

function isMeant(person: Person, access: Access): boolean {
  if (access === 'public') return true;
  if (!person.signedIn) return false;
  if (access === 'user') return true;
  if (access === 'admin') return person.kind === 'admin';
  return person.role !== null && roleAtLeast(person.role, access);
}

describe('who may call what', () => {
  test('every procedure states it, and the door keeps to it', async () => {
    const lines = [['procedure', 'kind', 'access', ...PEOPLE.map((person) => person.name)]];
    for (const { path, type, access } of procedures) {
      const cells: string[] = [];
      for (const person of PEOPLE) {
        const may = await mayCall(person, path, access);
        expect(may, `${person.name} calling ${path}`).toBe(isMeant(person, access));
        cells.push(may ? 'yes' : '-');
      }
      lines.push([path, type, access, ...cells]);
    }
    const widths = (lines[0] ?? []).map((_, column) =>
      Math.max(...lines.map((line) => line[column]?.length ?? 0)),
    );
    const table = lines.map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
    await expect(`${table.join('\n')}\n`).toMatchFileSnapshot('role-matrix.golden.txt');
  });

  test('the console hides by the same roles as the door refuses by', () => {
    const asked: Record<Capability, readonly string[]> = {
      'environment.edit': ['environments.update', 'environments.remove'],
      'members.edit': ['members.set', 'members.remove'],
      'hosts.edit': ['hosts.update', 'hosts.activate', 'hosts.remove', 'hosts.createEnrolmentToken'],
      'stacks.edit': ['stacks.create', 'stacks.applyCompose', 'services.create', 'services.scale'],
      'environment-values.read': [],
    };
    for (const capability of Object.keys(asked) as Capability[]) {
      for (const path of asked[capability]) {
        const procedure = procedures.find((one) => one.path === path);
        expect(procedure?.access, path).toBe(roleNeededFor(capability));
      }
    }
  });
});
