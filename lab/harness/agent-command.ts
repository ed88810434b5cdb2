import { z } from 'zod';
import { docker, type LabHost } from './lab.ts';

const inspectSchema = z.tuple([
  z.object({ Config: z.object({ Image: z.string(), Cmd: z.tuple([z.string()]), Env: z.array(z.string()) }) }),
]);

/** The command that the host's agent was started with, for a person who starts it again after removing it. */
export async function agentCommandOf(host: LabHost): Promise<string> {
  const [{ Config }] = inspectSchema.parse(JSON.parse(await docker(host, 'inspect', 'drover-agent')));
  const labels = Config.Env.filter((one) => one.startsWith('CATTLE_HOST_LABELS=')).map(
    (one) => `-e '${one}'`,
  );
  return [
    'docker run -d --name drover-agent --restart=always --privileged --net=host --pid=host',
    '-v /var/run/docker.sock:/var/run/docker.sock -v /var/lib/drover:/var/lib/drover',
    ...labels,
    Config.Image,
    ...Config.Cmd,
  ].join(' ');
}
