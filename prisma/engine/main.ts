import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadSchemaEngine } from '../../server/db/schema-engine.ts';
import { runDatabaseCommand } from './database-command.ts';
import { serve } from './serve.ts';

/*
 * The command line of Prisma's native schema engine, as far as its CLI uses it: `--version`, `cli <command>` and, with
 * neither, JSON-RPC on stdin and stdout.
 */

const datasourceSchema = z.object({ url: z.string().default(''), shadowDatabaseUrl: z.string().optional() });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', short: 'd', multiple: true },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean', short: 'V' },
  },
});

const datasource = datasourceSchema.parse(
  typeof values.datasource === 'string' ? JSON.parse(values.datasource) : {},
);
const [command] = positionals.slice(-1);

if (values.version) {
  process.stdout.write(`schema-engine-wasm ${loadSchemaEngine().version()}\n`);
} else if (positionals[0] === 'cli' && command) {
  process.exitCode = await runDatabaseCommand(command, datasource.url);
} else {
  const paths = (values.datamodels ?? []).filter((path) => typeof path === 'string');
  await serve({
    ...datasource,
    datamodels: paths.map((path): [string, string] => [path, readFileSync(path, 'utf8')]),
  });
}
