import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** Where a request was made: on a page of ours, on a page of someone else, or the caller did not say. */
export type RequestOrigin = 'same' | 'foreign' | 'unstated';

interface OriginRules {
  readonly publicUrl: string | null;
  readonly trustProxy: boolean;
}

function first(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  return text?.split(',')[0]?.trim();
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}

/**
 * Sec-Fetch-Site cannot be forged by a page, but browsers send it only to https and localhost; elsewhere Origin is
 * compared with the host that was addressed.
 */
export function readRequestOrigin(headers: IncomingHttpHeaders, rules: OriginRules): RequestOrigin {
  const site = first(headers['sec-fetch-site']);
  if (site !== undefined) return site === 'same-origin' ? 'same' : 'foreign';
  const origin = first(headers.origin);
  if (origin === undefined) return 'unstated';
  const own = new Set([headers.host]);
  if (rules.publicUrl !== null) own.add(hostOf(rules.publicUrl) ?? undefined);
  if (rules.trustProxy) own.add(first(headers['x-forwarded-host']));
  const host = hostOf(origin);
  return host !== null && own.has(host) ? 'same' : 'foreign';
}

/** The address of the caller; behind a proxy of ours, the one that proxy saw. */
export function readClientIp(request: IncomingMessage, rules: OriginRules): string {
  const direct = request.socket.remoteAddress ?? 'unknown';
  if (!rules.trustProxy) return direct;
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  return forwarded.at(-1)?.trim() || direct;
}

/** Whether the caller's side of the connection is encrypted, so that its cookie may be marked Secure. */
export function isEncrypted(request: IncomingMessage, rules: OriginRules): boolean {
  if ('encrypted' in request.socket && request.socket.encrypted === true) return true;
  return rules.trustProxy && first(request.headers['x-forwarded-proto']) === 'https';
}
