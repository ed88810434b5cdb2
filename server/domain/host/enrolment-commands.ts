interface CommandParts {
  readonly serverUrl: string;
  readonly token: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly version: string;
}

export interface EnrolmentCommands {
  readonly dockerCommand: string;
  readonly installerCommand: string;
}

/** What a shell takes literally without quotes. */
const PLAIN = /^[\w./:@%+=,-]+$/;

function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** encodeURIComponent leaves the single quote, which would end the quoted word it stands in. */
function encodePart(text: string): string {
  return encodeURIComponent(text).replaceAll("'", '%27');
}

function encodeLabels(labels: Readonly<Record<string, string>>): string | null {
  const pairs = Object.entries(labels).map(([key, value]) => `${encodePart(key)}=${encodePart(value)}`);
  return pairs.length === 0 ? null : `CATTLE_HOST_LABELS='${pairs.join('&')}'`;
}

/** What a person runs on the host, as root. It carries the token, so it is shown once and never stored. */
export function enrolmentCommands({ serverUrl, token, labels, version }: CommandParts): EnrolmentCommands {
  const { origin, pathname } = new URL(serverUrl);
  const script = shellWord(`${origin}${pathname.replace(/\/+$/, '')}/v1/scripts/${token}`);
  const variable = encodeLabels(labels);
  const docker = [
    'docker run -d --name drover-agent --restart=always --privileged --net=host --pid=host',
    '-v /var/run/docker.sock:/var/run/docker.sock -v /var/lib/drover:/var/lib/drover',
    ...(variable === null ? [] : [`-e ${variable}`]),
    `drover/agent:${version}`,
    script,
  ];
  const shell = variable === null ? 'sh' : `${variable} sh`;
  return { dockerCommand: docker.join(' '), installerCommand: `curl -fsSL ${script} | ${shell}` };
}
