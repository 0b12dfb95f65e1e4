import { types } from 'node:util';

import { type Attributes, type Context, context } from '@opentelemetry/api';

import { errorStack } from '../common/error-text.js';
import { LianlianLogger } from '../common/lianlian-logger.js';
import type { ObservedStep } from '../common/observed-steps.js';
import { otelMessages } from './otel.messages.js';

/** Instruments, as an app may have made them: with a promise as result, too. */
interface Adds {
  add(value: number, attributes: Attributes): unknown;
}
interface Records {
  record(value: number, attributes: Attributes): unknown;
}

/**
 * Every use of OpenTelemetry goes through here: what an app registers with it may throw. One use that fails leaves the
 * others to be made, and the log says once that something is broken.
 */
export class OtelGuard {
  private readonly logger = new LianlianLogger();
  private isSaid = false;

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

  add(counter: Adds, value: number, attributes: Attributes): void {
    this.use(() => counter.add(value, attributes));
  }

  record(histogram: Records, value: number, attributes: Attributes): void {
    this.use(() => histogram.record(value, attributes));
  }

  /** Runs a step in a context; without it, where there is none or the context manager does not run the step. */
  within<Result>(
    active: Context | undefined,
    step: () => ReturnType<ObservedStep<never, Result>>,
  ): ReturnType<ObservedStep<never, Result>> {
    if (active !== undefined) void this.use(() => context.with(active, step));
    // It runs once, however often it is called.
    return step();
  }

  private readonly report = (error: unknown): void => {
    if (this.isSaid) return;
    this.isSaid = true;
    this.logger.error(otelMessages.broken(), errorStack(error));
  };
}
