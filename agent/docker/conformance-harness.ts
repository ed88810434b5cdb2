import type { ContainerSpec } from '../protocol/assignment.ts';
import { DockerError, type DockerErrorKind } from './docker-error.ts';
import type { DockerPort } from './port.ts';

/** What the suite needs besides the port: an image, and hands that act behind the agent's back. */
export interface EngineHarness {
  readonly port: DockerPort;
  /** Present; runs until it is told to stop, and obeys at once. */
  readonly image: string;
  readonly missingImage: string;
  /** A valid spec of a unit of its own with this image. */
  spec(overrides?: Partial<ContainerSpec>): ContainerSpec;
  readonly byHand: {
    kill(id: string): Promise<void>;
    stop(id: string): Promise<void>;
    pause(id: string): Promise<void>;
    remove(id: string): Promise<void>;
    /** Runs a container that is none of Drover's and holds this port; answers its id. */
    runForeign(hostPort: number): Promise<string>;
  };
  freePort(): number;
  cleanUp(): Promise<void>;
}

export async function kindOf(call: Promise<unknown>): Promise<DockerErrorKind | 'no error'> {
  try {
    await call;
    return 'no error';
  } catch (error) {
    if (error instanceof DockerError) return error.kind;
    throw error;
  }
}

export async function running(
  harness: EngineHarness,
  overrides: Partial<ContainerSpec> = {},
): Promise<string> {
  const id = await harness.port.create(harness.spec(overrides), {});
  await harness.port.start(id);
  return id;
}
