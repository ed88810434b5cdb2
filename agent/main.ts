import { runAgent } from './compose-agent.ts';
import { createLogger } from './lib/logger.ts';
import { readSettings, type Settings } from './lib/read-settings.ts';

/** Put in by the build. */
const VERSION = process.env.DROVER_AGENT_VERSION ?? '0.0.0-dev';
/** The engine waits 10 s before it kills the agent. */
const SHUTDOWN_DEADLINE_MS = 5_000;

function settingsOrExit(): Settings {
  try {
    return readSettings(process.argv.slice(2), process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}

const settings = settingsOrExit();
const log = createLogger(settings.logLevel);
const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    log.info({ signal }, 'agent stops; containers stay as they are');
    stopping.abort();
    setTimeout(() => process.exit(0), SHUTDOWN_DEADLINE_MS).unref();
  });
}
// A broken invariant must be seen and must not leave half an agent: the engine starts it again, from disk.
process.on('unhandledRejection', (error) => {
  log.fatal({ error }, 'unhandled error');
  process.exit(1);
});

try {
  await runAgent(settings, VERSION, log, stopping.signal);
  process.exit(0);
} catch (error) {
  log.fatal({ error }, 'agent cannot run');
  process.exit(1);
}
