import { Logger } from '@nestjs/common';

/** Nest's logger in the context `Lianlian`. A logger of the app's that throws loses its line, and nothing else. */
export class LianlianLogger extends Logger {
  constructor() {
    super('Lianlian');
  }

  override error(message: unknown, ...more: unknown[]): void {
    quietly(() => {
      super.error(message, ...more);
    });
  }

  override warn(message: unknown, ...more: unknown[]): void {
    quietly(() => {
      super.warn(message, ...more);
    });
  }

  override log(message: unknown, ...more: unknown[]): void {
    quietly(() => {
      super.log(message, ...more);
    });
  }

  override debug(message: unknown, ...more: unknown[]): void {
    quietly(() => {
      super.debug(message, ...more);
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
