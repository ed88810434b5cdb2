import type { Life } from './life.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly owner: Life | null;
  fire: (() => void) | null;
}

/** The order in which things happen. Time jumps from one to the next; of two at one instant the older goes first. */
export class Timeline {
  now: number;
  /** How many things have happened. */
  count = 0;
  #order = 0;
  readonly #heap: Timer[] = [];

  constructor(now: number) {
    this.now = now;
  }

  /** What belongs to a life happens only while it lasts. Answers how to call it off. */
  after(ms: number, fire: () => void, owner: Life | null = null): () => void {
    const timer: Timer = { at: this.now + Math.max(ms, 0), order: this.#order++, owner, fire };
    this.#push(timer);
    return () => {
      timer.fire = null;
    };
  }

  /** Lets the next thing happen, and everything that follows from it without time passing. False when nothing is left. */
  async step(): Promise<boolean> {
    for (;;) {
      const timer = this.#pop();
      if (timer === undefined) return false;
      const { fire, owner } = timer;
      if (fire === null || owner?.ended) continue;
      this.now = timer.at;
      this.count += 1;
      fire();
      await settle();
      return true;
    }
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(timer);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(timer, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = timer;
  }

  #pop(): Timer | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      const right = heap[below + 1];
      const left = heap[below];
      if (left === undefined) break;
      if (right !== undefined && isBefore(right, left)) below += 1;
      const child = heap[below];
      if (child === undefined || !isBefore(child, last)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
    return top;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** One turn of the event loop runs every promise that can run, and whatever those lead to. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
