export interface ServerAddress {
  readonly baseUrl: string;
  readonly token: string;
}

/** `http://SERVER:8080/v1/scripts/TOKEN`, as the Add-host command hands it over. */
export function readServerUrl(argument: string): ServerAddress {
  const url = URL.parse(argument);
  const match = url === null ? null : /^(.*)\/v1\/scripts\/([^/]+)\/?$/.exec(url.pathname);
  if (url === null || match === null || !/^https?:$/.test(url.protocol)) {
    throw new Error(
      `"${argument}" is not the address of an Add-host command: http://SERVER:PORT/v1/scripts/TOKEN`,
    );
  }
  return {
    baseUrl: `${url.protocol}//${url.host}${match[1] ?? ''}`,
    token: decodeURIComponent(match[2] ?? ''),
  };
}

/** `a=b&c=d`; of a key that is given twice the last value counts. */
export function readHostLabels(text: string | undefined): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(text ?? '')) if (key !== '') labels[key] = value;
  return labels;
}
