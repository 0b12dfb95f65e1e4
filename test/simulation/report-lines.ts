import { Logger, type LoggerService } from '@nestjs/common';

/** What the module logged in the present world. */
export interface LogLine {
  readonly level: 'error' | 'warn' | 'log' | 'debug';
  readonly text: string;
}

let take: ((line: LogLine) => void) | undefined;

const logger: LoggerService = {
  log: (text: unknown) => take?.({ level: 'log', text: String(text) }),
  error: (text: unknown) => take?.({ level: 'error', text: String(text) }),
  warn: (text: unknown) => take?.({ level: 'warn', text: String(text) }),
  debug: () => undefined,
};

/** From now on every line of Nest's logger goes to a world. */
export function logTo(world: ((line: LogLine) => void) | undefined): void {
  Logger.overrideLogger(logger);
  take = world;
}
