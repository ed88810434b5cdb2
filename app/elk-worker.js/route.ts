import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Read once, when the console is built; so the worker is always of the library's own version. */
export const dynamic = 'force-static';

/** The layout engine of the topology graph, to be run in a worker. */
export async function GET(): Promise<Response> {
  const source = await readFile(join(process.cwd(), 'node_modules/elkjs/lib/elk-worker.min.js'));
  return new Response(new Uint8Array(source), {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=86400' },
  });
}
