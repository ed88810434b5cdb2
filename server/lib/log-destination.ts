import pino from 'pino';

/** Lines that could not be written are kept up to this many characters and written when there is room again. */
const KEPT_LENGTH_MAX = 256 * 1024;

/**
 * Written before the call returns: what is on its way when the process exits comes out of order or not at all. A log that
 * cannot be written, on a full disk for example, costs lines and never the process.
 */
export function logDestination(dest: number | string): pino.DestinationStream {
  return pino.destination({ dest, sync: true, maxLength: KEPT_LENGTH_MAX }).on('error', () => undefined);
}
