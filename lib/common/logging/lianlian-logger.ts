import { Logger } from '@nestjs/common';

import type { LogFields } from './log-fields.js';
import { isOff, type LogArguments, logArguments } from './log-record.js';
import { printable, printableStack } from '../printable.js';

/**
 * The log of the module, under the context `Lianlian`. It is the one way into it, so that no line that a sender had a
 * part in writes a second one, or moves a terminal's cursor. A logger of the app's that throws loses its line, and
 * nothing else.
 *
 * What a line names (an order, a transaction, a merchant, a reason) goes with it as fields, too, for loggers that keep
 * records.
 */
export class LianlianLogger {
  private readonly logger = new Logger('Lianlian');

  /** Whether lines of a level may be written: where there are many, nothing is put together in vain. */
  isOn(level: 'debug' | 'log'): boolean {
    try {
      return !isOff(this.logger.localInstance, level);
    } catch {
      return true;
    }
  }

  debug(line: string, fields?: LogFields): void {
    quietly(() => {
      this.logger.debug(...this.shaped(line, fields));
    });
  }

  log(line: string, fields?: LogFields): void {
    quietly(() => {
      this.logger.log(...this.shaped(line, fields));
    });
  }

  warn(line: string, fields?: LogFields): void {
    quietly(() => {
      this.logger.warn(...this.shaped(line, fields));
    });
  }

  /** @param stack of what was thrown, where something was */
  error(line: string, stack?: string, fields?: LogFields): void {
    quietly(() => {
      this.logger.error(...this.shaped(line, fields, stack && printableStack(stack)));
    });
  }

  private shaped(line: string, fields: LogFields = {}, stack?: string): LogArguments {
    return logArguments(this.logger.localInstance, { sentence: printable(line), stack, fields });
  }
}

function quietly(write: () => void): void {
  try {
    write();
  } catch {
    // There is nowhere left to say so.
  }
}
