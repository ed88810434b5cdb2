import { Agent } from 'node:http';
import { inspect } from 'node:util';
import Docker from 'dockerode';

const SOCKETS_MAX = 48;
const KEEP_ALIVE_MS = 30_000;

/** The part of dockerode's transport that its types leave out: abortable plain requests and the API version. */
interface Modem {
  version: string | undefined;
  dial(
    request: {
      readonly path: string;
      readonly method: 'GET';
      readonly abortSignal: AbortSignal;
      readonly statusCodes: Readonly<Record<number, true | string>>;
    },
    callback: (error: unknown, answer: unknown) => void,
  ): void;
}

/**
 * docker-modem formats the options of every request in full depth for a debug line, printed or not. Through the agent that
 * would be every open socket and every waiting request, which was more than half of all that this process did.
 */
class QuietAgent extends Agent {
  [inspect.custom](): string {
    return 'Agent';
  }
}

export function openDocker(socketPath: string): Docker {
  const agent = new QuietAgent({ keepAlive: true, maxSockets: SOCKETS_MAX, keepAliveMsecs: KEEP_ALIVE_MS });
  const options: Docker.DockerOptions & { agent: Agent } = { socketPath, agent };
  return new Docker(options);
}

export function modemOf(docker: Docker): Modem {
  return docker.modem as unknown as Modem;
}

export function get(docker: Docker, path: string, abortSignal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const statusCodes = { 200: true, 400: 'bad request', 500: 'server error' } as const;
    modemOf(docker).dial({ path, method: 'GET', abortSignal, statusCodes }, (error, answer) => {
      if (error) reject(error);
      else resolve(answer);
    });
  });
}
