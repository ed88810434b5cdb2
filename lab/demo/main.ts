import { demoDown } from './down.ts';
import { demoUp } from './up.ts';

const USAGE = 'bin/demo [up]   the demo, running\nbin/demo down [--keep-images]   all of it gone\n';

const commands: Record<string, (options: readonly string[]) => Promise<void>> = {
  up: demoUp,
  down: demoDown,
};
const command = commands[process.argv[2] ?? 'up'];
try {
  if (command) await command(process.argv.slice(3));
  else process.stderr.write(USAGE);
  process.exitCode = command ? 0 : 2;
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
