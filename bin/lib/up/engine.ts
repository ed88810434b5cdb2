import { request } from 'node:http';
import { z } from 'zod';

const TIMEOUT_MS = 2_000;
const versionSchema = z.object({ Version: z.string() });

/** The version of the Docker engine on this machine; null when none answers. */
export function findEngine(dockerHost: string | undefined): Promise<string | null> {
  const socketPath = dockerHost?.replace(/^unix:\/\//, '') || '/var/run/docker.sock';
  if (socketPath.includes('://')) return Promise.resolve(null);
  return new Promise((resolve) => {
    const asked = request({ socketPath, path: '/version', timeout: TIMEOUT_MS }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('error', () => resolve(null));
      answer.on('end', () => {
        const version = versionSchema.safeParse(parse(text));
        resolve(version.success ? version.data.Version : null);
      });
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(null));
    asked.end();
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
