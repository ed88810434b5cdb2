export const SESSION_COOKIE = 'drover_session';

/** The first cookie of that name, or null. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue;
    const value = pair.slice(equals + 1).trim();
    return value === '' ? null : value;
  }
  return null;
}

interface SessionCookie {
  readonly token: string;
  readonly maxAgeMs: number;
  readonly secure: boolean;
}

/** Scripts cannot read it, and other sites cannot send it with anything but a plain link. */
export function sessionCookie({ token, maxAgeMs, secure }: SessionCookie): string {
  const maxAge = Math.max(0, Math.floor(maxAgeMs / 1000));
  const attributes = [
    `${SESSION_COOKIE}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${maxAge}`,
  ];
  if (secure) attributes.push('Secure');
  return attributes.join('; ');
}

export function readBearer(header: string | undefined): string | null {
  const match = /^Bearer +([\w.~+/=-]{1,512})$/i.exec(header ?? '');
  return match?.[1] ?? null;
}
