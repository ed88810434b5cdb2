import pino from 'pino';
import { readLogLevel } from './env.ts';
import { logDestination } from './log-destination.ts';

export type Logger = pino.Logger;

/** One JSON line per entry on stdout. Paths that may carry a secret are cut out wherever they appear. */
export const logger: Logger = pino(
  {
    level: readLogLevel(),
    base: undefined,
    redact: {
      paths: [
        'password',
        '*.password',
        'token',
        '*.token',
        'secret',
        '*.secret',
        'authorization',
        '*.authorization',
        'passphrase',
        '*.passphrase',
        '*.*.passphrase',
        'cookie',
        '*.cookie',
      ],
      censor: '[redacted]',
    },
  },
  logDestination(1),
);
