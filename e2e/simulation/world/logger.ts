import type { Logger } from '../../../server/lib/logger.ts';

export interface LogLine {
  readonly level: 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Hears what the parts log about what should not be. */
export function createLogger(hear: (line: LogLine) => void): Logger {
  const at = (level: LogLine['level']) => (fields: unknown, message?: string) => {
    hear({ level, message: message ?? '', fields: typeof fields === 'object' ? { ...fields } : {} });
  };
  const silent = () => undefined;
  const logger = {
    trace: silent,
    debug: silent,
    info: silent,
    warn: at('warn'),
    error: at('error'),
    fatal: at('error'),
    child: () => logger,
  };
  return logger as unknown as Logger;
}
