import { Command, CommanderError } from 'commander';
import { addBackup } from './commands/backup.ts';
import { addEnv } from './commands/env.ts';
import { addEvents } from './commands/events.ts';
import { addHosts } from './commands/hosts.ts';
import { addLifecycle } from './commands/lifecycle.ts';
import { addLogin } from './commands/login.ts';
import { addPs } from './commands/ps.ts';
import { addRecovery } from './commands/recovery.ts';
import { addRestore } from './commands/restore.ts';
import { addUp } from './commands/up.ts';
import { describeFailure, WRONG_USAGE } from './failure.ts';
import { plainText } from './plain-text.ts';

const program = new Command('drover')
  .description('Runs stacks of containers on your own Docker hosts.')
  .option('--json', 'print JSON, also for failures')
  .option('--environment <name>', 'work in this environment')
  .exitOverride()
  .showHelpAfterError('(`drover --help` tells the commands)')
  .configureHelp({ showGlobalOptions: true });

for (const add of [
  addLogin,
  addEnv,
  addHosts,
  addUp,
  addPs,
  addLifecycle,
  addEvents,
  addBackup,
  addRestore,
  addRecovery,
])
  add(program);

function tellFailure(error: unknown): number {
  // Help that was asked for, or a command that is not understood: it has been said already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  const failure = describeFailure(error);
  const { exitCode, ...told } = failure;
  const issues = failure.issues.map((issue) => `\n  ${issue.field}: ${issue.message}`).join('');
  const text = plainText(`${failure.message}${issues}`);
  process.stderr.write(program.opts().json ? `${JSON.stringify({ error: told })}\n` : `${text}\n`);
  return exitCode;
}

// Whoever reads may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tellFailure(error);
}
