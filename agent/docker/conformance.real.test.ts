import { randomBytes } from 'node:crypto';
import { describe } from 'vitest';
import type { ContainerSpec } from '../protocol/assignment.ts';
import { containerSpec } from '../testing/specs.ts';
import { conform } from './conformance.ts';
import { DockerodeAdapter } from './dockerode-adapter.ts';
import { openDocker } from './modem.ts';

const host = process.env.DROVER_TEST_DOCKER_HOST;
const image = process.env.DROVER_TEST_IMAGE ?? 'web:v1';

// Needs an engine: DROVER_TEST_DOCKER_HOST=unix:///var/run/docker.sock.
describe.runIf(host !== undefined)('with an engine', () => {
  conform(`real engine ${host}`, async () => {
    const socketPath = (host ?? '').replace(/^unix:\/\//, '');
    const docker = openDocker(socketPath);
    const run = randomBytes(4).toString('hex');
    const port = new DockerodeAdapter(socketPath);
    if (!(await port.imageExists(image))) await port.pull(image);
    let next = 0;
    const mark = { 'io.drover.test': run };
    return {
      port,
      image,
      missingImage: 'drover-test-nowhere:1',
      spec: (overrides: Partial<ContainerSpec> = {}): ContainerSpec =>
        containerSpec(`${run}${next++}`, { image, ...overrides, labels: { ...mark, ...overrides.labels } }),
      byHand: {
        kill: async (id) => {
          await docker.getContainer(id).kill();
          await docker.getContainer(id).wait();
        },
        stop: async (id) => void (await docker.getContainer(id).stop({ t: 5 })),
        pause: async (id) => void (await docker.getContainer(id).pause()),
        remove: async (id) => void (await docker.getContainer(id).remove({ force: true })),
        runForeign: async (hostPort) => {
          const container = await docker.createContainer({
            Image: image,
            Labels: mark,
            ExposedPorts: { '80/tcp': {} },
            HostConfig: { PortBindings: { '80/tcp': [{ HostPort: String(hostPort) }] } },
          });
          await container.start();
          return container.id;
        },
      },
      freePort: () => 20_000 + (Number.parseInt(run.slice(0, 3), 16) % 4_000) * 5 + next++,
      cleanUp: async () => {
        const left = await docker.listContainers({
          all: true,
          filters: { label: [`io.drover.test=${run}`] },
        });
        await Promise.all(left.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })));
      },
    };
  });
});
