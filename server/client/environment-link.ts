import type { TRPCClient, TRPCLink } from '@trpc/client';
import type { AppRouter } from '../api/root.ts';

type Fill<I> = I extends { environmentId: string }
  ? Omit<I, 'environmentId'> & { environmentId?: string }
  : I;

type FillProcedure<P> = {
  [K in keyof P]: P[K] extends (input: infer I, ...rest: infer Rest) => infer R
    ? (input: Fill<I>, ...rest: Rest) => R
    : P[K];
};

/** The client when its environment is fixed: `environmentId` may be left out of every input. */
export type EnvironmentClient = {
  [Noun in Extract<keyof TRPCClient<AppRouter>, string>]: {
    [Verb in keyof TRPCClient<AppRouter>[Noun]]: FillProcedure<TRPCClient<AppRouter>[Noun][Verb]>;
  };
};

/** Procedures that are not about one environment; their inputs are strict and would refuse the field. */
const OUTSIDE = new Set(['auth', 'users', 'settings']);
const OUTSIDE_PATHS = new Set(['environments.list', 'environments.create']);

/** Puts the environment into inputs that name none. */
export function environmentLink(environmentId: string): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) => {
      const [noun = ''] = op.path.split('.');
      if (OUTSIDE.has(noun) || OUTSIDE_PATHS.has(op.path)) return next(op);
      const given = typeof op.input === 'object' && op.input !== null ? op.input : {};
      return next({ ...op, input: { environmentId, ...given } });
    };
}
