import { type Attributes, type Context, context } from '@opentelemetry/api';

import type { ObservedStep } from '../common/logging/observed-steps.js';
import { TelemetryGuard } from '../telemetry/telemetry-guard.js';
import { otelMessages } from './otel.messages.js';

/** Instruments, as an app may have made them: with a promise as result, too. */
interface Adds {
  add(value: number, attributes: Attributes): unknown;
}
interface Records {
  record(value: number, attributes: Attributes): unknown;
}

/** Every use of OpenTelemetry goes through here. */
export class OtelGuard extends TelemetryGuard {
  constructor() {
    super(otelMessages.broken);
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
}
