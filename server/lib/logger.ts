import pino from 'pino';

export type Logger = pino.Logger;

/** One JSON line per entry on stdout. Paths that may carry a secret are cut out wherever they appear. */
export const logger: Logger = pino({
  level: process.env.DROVER_LOG_LEVEL ?? 'info',
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
      'cookie',
      '*.cookie',
    ],
    censor: '[redacted]',
  },
});
