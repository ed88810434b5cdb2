import { DockerError } from '../docker/docker-error.ts';
import type { DockerPort } from '../docker/port.ts';
import { Lane } from '../lib/lane.ts';

/** More at once only makes each slower: they share the disk, the line and the CPU that unpacks them. */
const PULLS_AT_ONCE = 3;

interface Pull {
  readonly done: Promise<void>;
  readonly controller: AbortController;
  waiting: number;
}

/** One pull per image however many wait for it; given up when nobody waits any more. */
export class ImagePuller {
  readonly #docker: DockerPort;
  readonly #lane = new Lane(PULLS_AT_ONCE);
  readonly #pulls = new Map<string, Pull>();

  constructor(docker: DockerPort) {
    this.#docker = docker;
  }

  async pull(image: string, signal: AbortSignal): Promise<void> {
    const pull = this.#pulls.get(image) ?? this.#begin(image);
    pull.waiting++;
    let leave = (): void => undefined;
    const left = new Promise<never>((_resolve, reject) => {
      leave = () => reject(new DockerError('aborted', 'pull', 'Nobody needs the image any more.'));
    });
    left.catch(() => undefined);
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    try {
      await Promise.race([pull.done, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      pull.waiting--;
      if (pull.waiting === 0) pull.controller.abort();
    }
  }

  #begin(image: string): Pull {
    const controller = new AbortController();
    const done = this.#lane.run(false, async () => {
      if (controller.signal.aborted)
        throw new DockerError('aborted', 'pull', 'Nobody needs the image any more.');
      await this.#docker.pull(image, controller.signal);
    });
    const pull: Pull = { done, controller, waiting: 0 };
    this.#pulls.set(image, pull);
    const forget = (): void => {
      if (this.#pulls.get(image) === pull) this.#pulls.delete(image);
    };
    // Those who wait are told by `done`; here it is only taken off the list.
    done.then(forget, forget);
    controller.signal.addEventListener('abort', forget, { once: true });
    return pull;
  }
}
