import type { ContainerSpec } from '../protocol/assignment.ts';
import type { EngineContainer } from './port.ts';

export interface FakeContainer {
  readonly id: string;
  readonly spec: ContainerSpec;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt: number;
  state: EngineContainer['state'];
  startedAt: number | null;
  finishedAt: number | null;
  exitCode: number | null;
  restartCount: number;
  /** It ran when the power went. */
  startsWithEngine: boolean;
}

export function isAlive(container: FakeContainer): boolean {
  return container.state === 'running' || container.state === 'paused' || container.state === 'restarting';
}

export function snapshot(container: FakeContainer): EngineContainer {
  const { id, name, state, labels, createdAt, startedAt, finishedAt, exitCode, spec, restartCount } =
    container;
  const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  return {
    id,
    name,
    state,
    labels,
    createdAt,
    startedAt,
    finishedAt,
    exitCode,
    facts: {
      image: spec.image,
      imageId: `sha256:${spec.image}`,
      command: spec.command ?? [],
      entrypoint: spec.entrypoint ?? [],
      createdAt: iso(createdAt),
      startedAt: iso(startedAt),
      finishedAt: iso(finishedAt),
      exitCode,
      oomKilled: false,
      restartCount,
      ipAddress: state === 'running' ? '172.17.0.2' : null,
      macAddress: state === 'running' ? '02:42:ac:11:00:02' : null,
      ports: state === 'running' ? spec.ports : [],
      mounts: [],
      labels,
    },
  };
}
