import { systemClock } from '../lib/clock.ts';
import type { ContainerSpec } from '../protocol/assignment.ts';
import { containerSpec } from '../testing/specs.ts';
import { conform } from './conformance.ts';
import { FakeEngine } from './fake-engine.ts';

conform('fake', async () => {
  const port = new FakeEngine(systemClock);
  port.addLocalImage('web:1');
  let next = 0;
  const spec = (overrides: Partial<ContainerSpec> = {}): ContainerSpec =>
    containerSpec(`unit${next++}`, overrides);
  return {
    port,
    image: 'web:1',
    missingImage: 'nowhere:1',
    spec,
    byHand: {
      kill: async (id) => port.killByHand(id),
      stop: async (id) => port.stopByHand(id),
      pause: async (id) => port.pauseByHand(id),
      remove: async (id) => port.removeByHand(id),
      runForeign: async (hostPort) => {
        const ports = [{ hostIp: null, hostPort, containerPort: 80, protocol: 'tcp' as const }];
        const id = port.plant({ ...spec({ ports }), labels: {} }, `foreign-${hostPort}`, 'running');
        return id;
      },
    },
    freePort: () => 20_000 + next++,
    cleanUp: async () => undefined,
  };
});
