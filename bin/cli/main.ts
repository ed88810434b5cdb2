import { Command } from 'commander';
import { addEnv } from './commands/env.ts';
import { addEvents } from './commands/events.ts';
import { addHosts } from './commands/hosts.ts';
import { addLifecycle } from './commands/lifecycle.ts';
import { addLogin } from './commands/login.ts';
import { addPs } from './commands/ps.ts';
import { addUp } from './commands/up.ts';
import { describeFailure } from './failure.ts';

const program = new Command('drover')
  .description('Runs stacks of containers on your own Docker hosts.')
  .option('--json', 'print JSON, also for failures')
  .option('--environment <name>', 'work in this environment')
  .showHelpAfterError('(`drover --help` tells the commands)')
  .configureHelp({ showGlobalOptions: true });

for (const add of [addLogin, addEnv, addHosts, addUp, addPs, addLifecycle, addEvents]) add(program);

try {
  await program.parseAsync();
} catch (error) {
  const failure = describeFailure(error);
  const { exitCode, ...told } = failure;
  const issues = failure.issues.map((issue) => `\n  ${issue.field}: ${issue.message}`).join('');
  process.stderr.write(
    program.opts().json ? `${JSON.stringify({ error: told })}\n` : `${failure.message}${issues}\n`,
  );
  process.exitCode = exitCode;
}
