import { Logger } from '@nestjs/common';

import { printable, printableStack } from './printable.js';

/**
 * The log of the module, under the context `Lianlian`. It is the one way into it, so that no line that a sender had a
 * part in writes a second one, or moves a terminal's cursor. A logger of the app's that throws loses its line, and
 * nothing else.
 */
export class LianlianLogger {
  private readonly logger = new Logger('Lianlian');

  debug(line: string): void {
    quietly(() => {
      this.logger.debug(printable(line));
    });
  }

  log(line: string): void {
    quietly(() => {
      this.logger.log(printable(line));
    });
  }

  warn(line: string): void {
    quietly(() => {
      this.logger.warn(printable(line));
    });
  }

  /** @param stack of what was thrown, where something was */
  error(line: string, stack?: string): void {
    quietly(() => {
      if (stack === undefined) this.logger.error(printable(line));
      else this.logger.error(printable(line), printableStack(stack));
    });
  }
}

function quietly(write: () => void): void {
  try {
    write();
  } catch {
    // There is nowhere left to say so.
  }
}
