import { types } from 'node:util';

import { errorStack } from '../common/secrets/error-text.js';
import { LianlianLogger } from '../common/logging/lianlian-logger.js';

/**
 * Every use of a library that measures goes through here: what an app registers with it may throw. One use that fails
 * leaves the others to be made, and the log says once that something is broken.
 */
export class TelemetryGuard {
  private readonly logger = new LianlianLogger();
  private isSaid = false;

  /** @param brokenMessage what the log says then */
  constructor(private readonly brokenMessage: () => string) {}

  /** What the use gives, or undefined where it fails. */
  use<T>(use: () => T): T | undefined {
    try {
      const result = use();
      if (types.isPromise(result)) result.catch(this.report);
      return result;
    } catch (error) {
      this.report(error);
      return undefined;
    }
  }

  private readonly report = (error: unknown): void => {
    if (this.isSaid) return;
    this.isSaid = true;
    this.logger.error(this.brokenMessage(), errorStack(error));
  };
}
