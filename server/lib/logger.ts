import pino from 'pino';
import { readLogLevel } from './env.ts';

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
  // Written before the call returns: what is on its way when the process exits comes out of order or not at all.
  pino.destination({ dest: 1, sync: true }),
);
