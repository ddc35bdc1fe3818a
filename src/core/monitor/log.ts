import { pino } from 'pino';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import { createRedactor } from './redact.ts';
import { RotatingFile } from './rotating-file.ts';

export interface LogOptions {
  /** Folder of the log files (`dispatch-bridge.log`, `.1.log`, ...). */
  readonly dir: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly clock: Clock;
  /** Secret values known now; asked for every line, so that a new one counts at once. */
  readonly secrets?: () => readonly string[];
  /** Default 5 MB. */
  readonly maxBytes?: number;
  /** Files kept. Default 5. */
  readonly keep?: number;
}

export interface FileLogger extends Logger {
  /** Resolves when everything logged so far is in the file. */
  flush(): Promise<void>;
}

/**
 * The developers' log: one JSON object a line, in rotating files. Redaction happens here, at the sink, on the whole line with every
 * child's fields, so that no caller can forget it. Timestamps are the clock's, ISO 8601 UTC.
 */
export function createLogger(options: LogOptions): FileLogger {
  const file = new RotatingFile({
    dir: options.dir,
    name: 'dispatch-bridge',
    maxBytes: options.maxBytes ?? 5 * 1024 * 1024,
    keep: options.keep ?? 5,
  });
  const redactor = createRedactor(options.secrets);
  const destination = {
    write(line: string): void {
      file.write(`${clean(line)}\n`);
    },
  };
  function clean(line: string): string {
    try {
      return JSON.stringify(redactor.value(JSON.parse(line)));
    } catch {
      return redactor.text(line.trimEnd());
    }
  }
  const root = pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"at":"${new Date(options.clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: 'message',
      errorKey: 'error',
    },
    destination,
  );
  return { ...wrap(root), flush: async () => file.close() };
}

function wrap(target: pino.Logger): Logger {
  return {
    debug: (fields, message) => target.debug(fields, message),
    info: (fields, message) => target.info(fields, message),
    warn: (fields, message) => target.warn(fields, message),
    error: (fields, message) => target.error(fields, message),
    child: (fields) => wrap(target.child(fields)),
  };
}
