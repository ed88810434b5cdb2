import { createSseParser } from './sse-parser.ts';

interface EventSourceInit {
  readonly headers?: Readonly<Record<string, string>>;
}

const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 10_000;

/** Whether asking again later may help; other refusals are final. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/**
 * The browser's EventSource over fetch, for Node, which has none without a flag, and with headers, which the
 * browser's has not. Reconnects by itself from the last event seen.
 */
export class FetchEventSource extends EventTarget {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readyState: number = this.CONNECTING;

  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #stop = new AbortController();
  #lastEventId = '';
  #retryMs = RETRY_FIRST_MS;

  constructor(url: string, init: EventSourceInit = {}) {
    super();
    this.#url = url;
    this.#headers = init.headers ?? {};
    // Listeners are attached after construction, so nothing may be told before then.
    queueMicrotask(() => void this.#run());
  }

  close(): void {
    this.readyState = this.CLOSED;
    this.#stop.abort();
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const again = await this.#connect().catch(() => true);
      if (this.#stop.signal.aborted) return;
      this.readyState = again ? this.CONNECTING : this.CLOSED;
      this.dispatchEvent(new Event('error'));
      if (!again) return;
      await this.#pause();
    }
  }

  /** Returns whether to connect again after the stream has ended. */
  async #connect(): Promise<boolean> {
    const response = await fetch(this.#url, {
      headers: {
        ...this.#headers,
        accept: 'text/event-stream',
        ...(this.#lastEventId === '' ? {} : { 'last-event-id': this.#lastEventId }),
      },
      signal: this.#stop.signal,
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    if (!response.ok || !isStream || response.body === null) {
      await response.body?.cancel();
      return isPassing(response.status);
    }
    this.readyState = this.OPEN;
    this.#retryMs = RETRY_FIRST_MS;
    this.dispatchEvent(new Event('open'));
    const parse = createSseParser(({ type, data, lastEventId }) => {
      this.#lastEventId = lastEventId ?? this.#lastEventId;
      if (!this.#stop.signal.aborted)
        this.dispatchEvent(new MessageEvent(type, { data, lastEventId: this.#lastEventId }));
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body) parse(decoder.decode(chunk, { stream: true }));
    return true;
  }

  /** Waits longer each time, and never as long as the others, so that a returning server is not stormed. */
  #pause(): Promise<void> {
    const waitMs = this.#retryMs * (0.5 + Math.random() / 2);
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MAX_MS);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#stop.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
