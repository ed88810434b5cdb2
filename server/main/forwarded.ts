import type { IncomingMessage } from 'node:http';

const FORWARDED = /^(x-forwarded-|x-real-ip$|forwarded$)/;

/**
 * Anyone can write these headers; only a proxy of ours may be believed. Taken away at the door, they can mislead
 * nobody further in, the page renderer included.
 */
export function dropForwardedHeaders(req: IncomingMessage): void {
  for (const name of Object.keys(req.headers)) {
    if (FORWARDED.test(name)) delete req.headers[name];
  }
}
