import type pg from 'pg';

export class InjectedCrash extends Error {}

/** A pool whose connections break at the n-th statement after `begin`, as if the process had died there. */
export function failingPool(pool: pg.Pool, failAt: number): { pool: pg.Pool; statements: () => number } {
  let count = 0;
  function wrapClient(client: pg.PoolClient): pg.PoolClient {
    return new Proxy(client, {
      get(target, property) {
        if (property !== 'query') {
          const value: unknown = Reflect.get(target, property, target);
          return typeof value === 'function' ? value.bind(target) : value;
        }
        return async (...args: Parameters<pg.PoolClient['query']>) => {
          const [statement] = args as unknown as [string | { text: string }];
          const text = typeof statement === 'string' ? statement : statement.text;
          if (text !== 'rollback') {
            if (count === failAt) throw new InjectedCrash(`before statement ${failAt}`);
            count += 1;
          }
          return Reflect.apply(target.query, target, args);
        };
      },
    });
  }
  const wrapped = new Proxy(pool, {
    get(target, property) {
      if (property === 'connect') return async () => wrapClient(await target.connect());
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { pool: wrapped, statements: () => count };
}
