import Docker from 'dockerode';
import type { LabHost } from './lab.ts';

/** The host's engine itself; no part of Drover is asked. */
export function engineApi(host: LabHost): Docker {
  return new Docker({ socketPath: host.dockerHost.replace(/^unix:\/\//, '') });
}
