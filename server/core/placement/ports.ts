import type { PortClaim } from '../model/host.ts';

/** Docker's ways of writing "every address". */
const EVERY_ADDRESS: readonly string[] = ['', '0.0.0.0', '::'];

function bindsEveryAddress(claim: PortClaim): boolean {
  return claim.hostIp === null || EVERY_ADDRESS.includes(claim.hostIp);
}

/** `8080/tcp`: claims of different keys never meet. */
export function portKey(claim: PortClaim): string {
  return `${claim.hostPort}/${claim.protocol}`;
}

/** Two claims of one key meet when they bind the same address or when either binds all of them. */
export function portsClash(a: PortClaim, b: PortClaim): boolean {
  if (a.hostPort !== b.hostPort || a.protocol !== b.protocol) return false;
  return bindsEveryAddress(a) || bindsEveryAddress(b) || a.hostIp === b.hostIp;
}

/** Whoever holds `held` may bind `claim` without asking for anything more. */
export function coversPort(held: PortClaim, claim: PortClaim): boolean {
  return portKey(held) === portKey(claim) && (bindsEveryAddress(held) || held.hostIp === claim.hostIp);
}

/** `8080/tcp`, or `10.0.0.1:8080/tcp` when only one address is bound. */
export function describePort(claim: PortClaim): string {
  return bindsEveryAddress(claim) ? portKey(claim) : `${claim.hostIp}:${portKey(claim)}`;
}
