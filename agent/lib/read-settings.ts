import { readHostLabels, readServerUrl, type ServerAddress } from '../session/server-url.ts';

export interface Settings {
  readonly address: ServerAddress;
  readonly labels: Readonly<Record<string, string>>;
  /** Where other hosts reach this one, if it is not where the route to the server says. */
  readonly agentIp: string | null;
  readonly caFingerprint: string | null;
  readonly socketPath: string;
  readonly directory: string;
  readonly logLevel: string;
}

/** The command's argument and environment, in the names that Rancher's users know. */
export function readSettings(argv: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const argument = argv[0] ?? env.CATTLE_URL;
  if (argument === undefined || argument === '') {
    throw new Error(
      'Usage: drover/agent http://SERVER:PORT/v1/scripts/TOKEN — the console shows the whole command.',
    );
  }
  return {
    address: readServerUrl(argument),
    labels: readHostLabels(env.CATTLE_HOST_LABELS),
    agentIp: env.CATTLE_AGENT_IP || null,
    caFingerprint: env.CA_FINGERPRINT || null,
    socketPath: (env.DOCKER_HOST || 'unix:///var/run/docker.sock').replace(/^unix:\/\//, ''),
    directory: env.DROVER_AGENT_DIR || '/var/lib/drover/agent',
    logLevel: env.DROVER_LOG_LEVEL || 'info',
  };
}
