import type { ServerResponse } from 'node:http';

/** A short JSON answer, unless one has begun or nobody is there to read it. */
export function answer(res: ServerResponse, status: number, body: Readonly<Record<string, unknown>>): void {
  if (res.headersSent || res.destroyed) return;
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  res.end(text);
}
