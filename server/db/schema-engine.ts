import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type ErrorRegistry,
  type SqlDriverAdapter,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import * as runtime from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/*
 * Prisma's schema engine, as it is published on npm: WebAssembly that reaches PostgreSQL through a driver adapter. The
 * native engine would be fetched from the internet, which a server behind a firewall cannot.
 */

/** PostgreSQL's one-byte type of its catalog. */
const CHAR_TYPE = 18;

/** Catalog types that the adapter refuses although text says it all: "char", int2vector and arrays of "char" and name. */
const READ_AS_TEXT = new Map([
  [CHAR_TYPE, 25],
  [22, 25],
  [1002, 1009],
  [1003, 1009],
]);

type SchemaEngine = runtime.SchemaEngine;

interface Connections {
  connect(): Promise<SqlDriverAdapter>;
  connectToShadowDb(): Promise<SqlDriverAdapter>;
}

interface OpenEngine {
  readonly engine: SchemaEngine;
  readonly errors: ErrorRegistry;
}

let loaded = false;

/** The engine tells what it stumbled over to this global; without it a panic would say nothing at all. */
let panicMessage: string | null = null;
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: {
    set_message(message: string) {
      panicMessage = message;
    },
  },
});

/** What the engine panicked about since last asked. */
export function takePanicMessage(): string | null {
  const message = panicMessage;
  panicMessage = null;
  return message;
}

/** The engine never clears the timer of its own lock, which would keep a process alive for ten more seconds. */
function importsWithIdleTimers(): typeof runtime {
  const name = Object.keys(runtime).find((key) => key.startsWith('__wbg_setTimeout'));
  const idle = (run: () => void, ms: number) => setTimeout(run, ms).unref();
  return name ? { ...runtime, [name]: idle } : runtime;
}

export function loadSchemaEngine(): typeof runtime {
  if (loaded) return runtime;
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = new WebAssembly.Module(readFileSync(entry.replace(/\.js$/, '.wasm')));
  const instance = new WebAssembly.Instance(module, {
    './schema_engine_bg.js': { ...importsWithIdleTimers() },
  });
  const glue = runtime as typeof runtime & { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  glue.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: begin } = instance.exports;
  if (typeof begin !== 'function') throw new Error('the schema engine has no entry point');
  begin();
  loaded = true;
  return runtime;
}

export async function openSchemaEngine(
  connections: Connections,
  datamodels: [string, string][] | undefined,
  log: (line: string) => void,
): Promise<OpenEngine> {
  const bound = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    ...connections,
  });
  const engine = await loadSchemaEngine().SchemaEngine.new({ datamodels }, log, bound);
  return { engine, errors: bound.errorRegistry };
}

type RunQuery = (query: pg.QueryArrayConfig, values?: unknown[]) => Promise<pg.QueryArrayResult>;

/**
 * An adapter on `pool` whose statements all go through `run`. Two faults of the adapter are gone round: the catalog
 * types above, and scripts cut at every semicolon, which breaks function bodies and quoted text.
 */
export async function adapterOn(
  pool: pg.Pool,
  run: RunQuery,
  dispose: () => Promise<void>,
): Promise<SqlDriverAdapter> {
  const characters = new WeakMap<readonly unknown[], readonly number[]>();
  const query: RunQuery = async (config, values) => {
    const result = await run(config, values);
    // A script of several statements answers with an array, which has no fields.
    const fields = result.fields ?? [];
    if (result.rows)
      characters.set(
        result.rows,
        fields.flatMap((field, column) => (field.dataTypeID === CHAR_TYPE ? [column] : [])),
      );
    for (const field of fields) field.dataTypeID = READ_AS_TEXT.get(field.dataTypeID) ?? field.dataTypeID;
    return result;
  };
  const adapter = await new PrismaPg(Object.assign(pool, { query })).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    async queryRaw(statement: SqlQuery) {
      const result = await queryRaw(statement);
      for (const column of characters.get(result.rows) ?? []) {
        result.columnTypes[column] = ColumnTypeEnum.Character;
      }
      return result;
    },
    async executeScript(script: string) {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    },
    dispose,
  });
}

/** A pool of its own for tools; `after` runs when its last connection is closed. */
export async function adapterFor(url: string, after?: () => Promise<void>): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // Every statement reports its own failure; this is only about idle connections that break.
  pool.on('error', () => undefined);
  const query = pool.query.bind(pool);
  return adapterOn(
    pool,
    (config, values) => query(config, values),
    async () => {
      await pool.end();
      await after?.();
    },
  );
}
