import { expect } from 'vitest';
import { digestTables } from '../../db/testing-digest.ts';
import type { ErrorDetail } from '../../schemas/error.ts';
import { PASSWORD, type TestApi } from './test-api.ts';

/** A call as bytes, for what no client of ours would send. */
export interface RawCall {
  /** Procedure, with whatever follows it in the address. */
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface RawAnswer {
  readonly status: number;
  /** Null when it was granted. */
  readonly detail: ErrorDetail | null;
}

interface Envelope {
  readonly error?: { readonly json: { readonly data: { readonly detail: ErrorDetail } } };
}

export async function callRaw(api: TestApi, { path, body, headers }: RawCall): Promise<RawAnswer> {
  const response = await fetch(`${api.url}/api/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const parsed = (await response.json()) as Envelope | Envelope[];
  const [first] = [parsed].flat();
  return { status: response.status, detail: first?.error?.json.data.detail ?? null };
}

/** So that a long run does not write down that a session was used meanwhile. */
export async function freezeSessions(api: TestApi): Promise<void> {
  await api.database.pool.query(`update "Session" set "lastSeenAt" = now() + interval '1 day'`);
}

/** `authorization` of a session of this user, whose use is not written down. */
export async function bearerOf(api: TestApi, username: string): Promise<{ authorization: string }> {
  const { token } = await api.client().auth.signIn.mutate({ username, password: PASSWORD, client: 'test' });
  await freezeSessions(api);
  return { authorization: `Bearer ${token}` };
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
}

/** The call is refused so, nothing of it is kept, and the server answers the next one. */
export async function expectRefusal(api: TestApi, call: RawCall, refusal: Refusal): Promise<void> {
  const before = await digestTables(api.database.pool);
  const { status, detail } = await callRaw(api, call);
  expect({ status, code: detail?.code, message: detail?.message, field: detail?.field }).toEqual(refusal);
  expect(await digestTables(api.database.pool)).toEqual(before);
  expect(await api.client().auth.status.query()).toMatchObject({ needsSetup: false });
}
