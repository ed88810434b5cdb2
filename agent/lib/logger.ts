import pino from 'pino';
import { logDestination } from './log-destination.ts';

export type Logger = pino.Logger;

/** One JSON line per entry on stdout. Errors are written with message and stack under `error`. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: pino.stdSerializers.err },
      redact: { paths: ['token', '*.token', 'authorization', '*.authorization'], censor: '[redacted]' },
    },
    logDestination(1),
  );
}
