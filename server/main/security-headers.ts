import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Env } from '../lib/env.ts';

const ALWAYS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

const HSTS_SECONDS = 365 * 24 * 60 * 60;

export function setSecurityHeaders(res: ServerResponse, env: Env): void {
  for (const [name, value] of Object.entries(ALWAYS)) res.setHeader(name, value);
  if (env.publicUrl?.startsWith('https://')) {
    res.setHeader('Strict-Transport-Security', `max-age=${HSTS_SECONDS}`);
  }
}

function pagePolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'self'",
    // Next's own inline scripts carry the nonce. In development it evaluates source maps as well.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    // React writes style attributes, which no nonce can cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** For pages. Next reads the nonce from the request's header of that name; our own components from `x-nonce`. */
export function setPagePolicy(req: IncomingMessage, res: ServerResponse, env: Env): void {
  const nonce = randomBytes(16).toString('base64');
  const policy = pagePolicy(nonce, env.dev);
  req.headers['content-security-policy'] = policy;
  req.headers['x-nonce'] = nonce;
  res.setHeader('Content-Security-Policy', policy);
}

/** For everything that is data: should a browser ever show it as a page, it can do nothing. */
export function setDataPolicy(res: ServerResponse): void {
  res.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
}
