import { format, inspect } from 'node:util';

import type { LoggerService } from '@nestjs/common';

type Level = 'log' | 'error' | 'warn' | 'debug' | 'verbose' | 'fatal';

/** Keeps every line that an app logs, of every level, as a console would print it. */
export class RecordingLogger implements LoggerService {
  readonly lines: { level: Level; text: string }[] = [];

  log = this.keep('log');
  error = this.keep('error');
  warn = this.keep('warn');
  debug = this.keep('debug');
  verbose = this.keep('verbose');
  fatal = this.keep('fatal');

  texts(level?: Level): string[] {
    return this.lines.filter((line) => level === undefined || line.level === level).map(({ text }) => text);
  }

  clear(): void {
    this.lines.length = 0;
  }

  private keep(level: Level): (...parts: unknown[]) => void {
    return (...parts) => {
      this.lines.push({
        level,
        text: parts.map((part) => (typeof part === 'string' ? part : inspect(part, { depth: 9 }))).join(' '),
      });
    };
  }
}

/** The message alone of a line, without stack and context. */
export function firstLine(text: string): string {
  return format(text).split('\n')[0] ?? '';
}
