import type pg from 'pg';
import type { Life } from '../world/life.ts';
import type { SimDatabase, Transaction } from './database.ts';

interface Query {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

function read(query: Query | string, values: readonly unknown[] | undefined): Query {
  return typeof query === 'string' ? { text: query, values } : query;
}

class Client {
  readonly #database: SimDatabase;
  readonly #life: Life;
  #transaction: Transaction | null = null;

  constructor(database: SimDatabase, life: Life) {
    this.#database = database;
    this.#life = life;
  }

  query(query: Query | string, values?: readonly unknown[]): Promise<unknown> {
    return this.#life.mine(this.#query(read(query, values)));
  }

  async #query({ name, text, values = [] }: Query): Promise<unknown> {
    const transaction = this.#transaction;
    if (text === 'begin') {
      this.#transaction = await this.#database.begin(this.#life);
    } else if (transaction === null) {
      return this.#database.run(this.#life, name, text, values);
    } else if (text === 'commit') {
      await this.#database.commit(transaction);
    } else if (text === 'rollback') {
      this.#database.rollback(transaction);
    } else {
      return this.#database.within(transaction, name, text, values);
    }
    return { rows: [], rowCount: 0 };
  }

  release(): void {
    if (this.#transaction !== null) this.#database.rollback(this.#transaction);
    this.#transaction = null;
  }
}

/** What the repositories know of a pool: `query` and `connect`. */
export function createPool(database: SimDatabase, life: Life): pg.Pool {
  const pool = {
    query(query: Query | string, values?: readonly unknown[]) {
      const { name, text, values: given = [] } = read(query, values);
      return life.mine(database.run(life, name, text, given));
    },
    connect: async () => new Client(database, life),
  };
  return pool as unknown as pg.Pool;
}
