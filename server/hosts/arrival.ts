import type { IncomingMessage } from 'node:http';

interface Arrival {
  /** Rejects when the caller goes away, or is hung up on, before its message is whole. Never resolves. */
  readonly lost: Promise<never>;
  stop(): void;
}

/** The adapter waits for the rest of a message without end, also when nobody is left to send it. */
export function watchArrival(req: IncomingMessage, deadlineMs: number, reason: Error): Arrival {
  const { promise: lost, reject } = Promise.withResolvers<never>();
  const onClose = () => {
    if (!req.complete) reject(reason);
  };
  req.once('close', onClose);
  if (req.destroyed) onClose();
  const deadline = setTimeout(() => {
    if (!req.complete) req.destroy();
  }, deadlineMs);
  return {
    lost,
    stop() {
      clearTimeout(deadline);
      req.off('close', onClose);
    },
  };
}
