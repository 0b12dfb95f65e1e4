import { type Attributes, context, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';

import type { LianlianApiId } from '../common/api-ids.js';
import { isQuery } from '../common/api-uses.js';
import type { IdentifyingNumbers } from '../common/messages/identifying-numbers.js';
import type { ObservedStep } from '../common/logging/observed-steps.js';
import { isQueryResult, measuredOutcome } from '../telemetry/call-outcome.js';
import type { CallObservation, CallObserver } from '../wire/call-observer.js';
import { ATTRIBUTE, errorTypeOf, numberAttributes, numbersIn, shownNumbers } from './attributes.js';
import type { Instruments } from './instruments.js';
import { withLogContext } from './log-context.js';
import type { OtelGuard } from './otel-guard.js';
import type { PaymentLinks } from './payment-links.js';
import { RequestTelemetry } from './request-telemetry.js';

/** A span and measurements for each call and form, with its HTTP requests below. */
export class CallTelemetry implements CallObserver {
  constructor(
    private readonly tracer: Tracer,
    private readonly instruments: Instruments,
    private readonly links: PaymentLinks,
    private readonly guard: OtelGuard,
  ) {}

  async observe(api: LianlianApiId, run: ObservedStep<CallObservation, unknown>): Promise<void> {
    const { guard, instruments } = this;
    const startedAt = performance.now();
    const measured: Attributes = { [ATTRIBUTE.api]: api };
    const span = guard.use(() =>
      this.tracer.startSpan(`lianlian ${api}`, { kind: SpanKind.INTERNAL, attributes: { ...measured } }),
    );
    let numbers: IdentifyingNumbers = {};
    const requests = new RequestTelemetry(this.tracer, instruments, guard, () => ({
      [ATTRIBUTE.api]: api,
      ...numberAttributes(numbers),
    }));
    const observation: CallObservation = {
      observePost: (url, post) => requests.observePost(url, post),
      prepared: (fields) => {
        numbers = numbersIn(fields);
        guard.use(() => span?.setAttributes(numberAttributes(numbers)));
        const sent = isQuery(api) ? undefined : guard.use(() => span?.spanContext());
        if (sent !== undefined) this.links.remember(numbers, api.startsWith('payout.'), sent);
      },
    };
    const active = guard.use(() => {
      const parent = context.active();
      const own = span === undefined ? parent : trace.setSpan(parent, span);
      return withLogContext(own, () => ({ lianlian_api: api, ...shownNumbers(numbers) }));
    });
    guard.add(instruments.activeCalls, 1, measured);
    const ended = await guard.within(active, () => run(observation));
    const outcome = measuredOutcome(ended);
    const failure = ended.status === 'fulfilled' ? {} : failureOf(api, ended.reason);
    const { retCode } = requests;
    const shown = { ...failure, ...(retCode === undefined ? {} : { [ATTRIBUTE.retCode]: retCode }) };
    guard.use(() => span?.setAttributes({ ...shown, [ATTRIBUTE.outcome]: outcome }));
    if (ATTRIBUTE.errorType in failure) {
      guard.use(() => span?.setStatus({ code: SpanStatusCode.ERROR }));
    }
    guard.use(() => span?.end());
    guard.add(instruments.activeCalls, -1, measured);
    const seconds = (performance.now() - startedAt) / 1000;
    guard.record(instruments.callDuration, seconds, {
      ...measured,
      ...failure,
      [ATTRIBUTE.outcome]: outcome,
    });
  }
}

/** The error's class alone: its message is for the log, and its cause may be anything. */
function failureOf(api: LianlianApiId, error: unknown): Attributes {
  return isQueryResult(api, error) ? {} : { [ATTRIBUTE.errorType]: errorTypeOf(error) };
}
