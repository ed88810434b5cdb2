import { lab } from '../harness/lab.ts';
import { findServer, stopServer } from '../harness/server-process.ts';
import { DEMO_DATA_DIR, removeDemoState } from './state.ts';

/** Takes away the server, its database, the lab and every file the demo made; the images only when not told to keep them. */
export async function demoDown(options: readonly string[]): Promise<void> {
  const keepImages = options.includes('--keep-images');
  const pid = await findServer(DEMO_DATA_DIR);
  if (pid !== null) await stopServer(pid, 'SIGTERM');
  await (keepImages ? lab('down') : lab('down', '--purge'));
  await removeDemoState();
  process.stdout.write('The demo is gone: no server, no lab, no files.\n');
}
