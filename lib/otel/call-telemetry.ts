import {
  type Attributes,
  context,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';

import type { LianlianApiId } from '../common/api-ids.js';
import type { IdentifyingNumbers } from '../common/identifying-numbers.js';
import { LianlianApiError } from '../errors/lianlian-api.error.js';
import { LianlianError } from '../errors/lianlian.error.js';
import type { CallObserver, ObservedCall } from '../wire/call-observer.js';
import type { LianlianTransport } from '../wire/transport.js';
import { ATTRIBUTE, errorTypeOf, numberAttributes, numbersIn } from './attributes.js';
import type { Instruments } from './instruments.js';
import { withLogContext } from './log-context.js';
import type { PaymentLinks } from './payment-links.js';
import { TracedTransport } from './traced-transport.js';

/** A span and measurements for each call and form, with its HTTP requests below. */
export class CallTelemetry implements CallObserver {
  constructor(
    private readonly tracer: Tracer,
    private readonly instruments: Instruments,
    private readonly links: PaymentLinks,
  ) {}

  async observe<T>(
    api: LianlianApiId,
    transport: LianlianTransport,
    run: (call: ObservedCall) => Promise<T>,
  ): Promise<T> {
    const startedAt = performance.now();
    const measured: Attributes = { [ATTRIBUTE.api]: api };
    const span = this.tracer.startSpan(`lianlian ${api}`, {
      kind: SpanKind.INTERNAL,
      attributes: { ...measured },
    });
    let numbers: IdentifyingNumbers = {};
    const traced = new TracedTransport(transport, this.tracer, this.instruments, () => ({
      [ATTRIBUTE.api]: api,
      ...numberAttributes(numbers),
    }));
    const call: ObservedCall = {
      transport: traced,
      prepared: (fields) => {
        numbers = numbersIn(fields);
        span.setAttributes(numberAttributes(numbers));
        if (!isQuery(api)) this.links.remember(numbers, span.spanContext());
      },
    };
    const active = withLogContext(trace.setSpan(context.active(), span), () => ({
      lianlian_api: api,
      ...numbers,
    }));
    this.instruments.activeCalls.add(1, measured);
    let outcome = 'answered';
    let failure: Attributes = {};
    try {
      return await context.with(active, () => run(call));
    } catch (error) {
      outcome = (error instanceof LianlianError ? error.outcome : undefined) ?? 'unknown';
      failure = failed(span, api, error);
      throw error;
    } finally {
      if (traced.retCode !== undefined) span.setAttribute(ATTRIBUTE.retCode, traced.retCode);
      span.setAttribute(ATTRIBUTE.outcome, outcome);
      span.end();
      this.instruments.activeCalls.add(-1, measured);
      this.instruments.callDuration.record((performance.now() - startedAt) / 1000, {
        ...measured,
        ...failure,
        [ATTRIBUTE.outcome]: outcome,
      });
    }
  }
}

/** The error's class alone: its message is for the log, and its cause may be anything. */
function failed(span: Span, api: LianlianApiId, error: unknown): Attributes {
  // That there is no such payment is a result, and sweepers and waiting pages ask for many.
  if (error instanceof LianlianApiError && isQuery(api)) return {};
  const failure = { [ATTRIBUTE.errorType]: errorTypeOf(error) };
  span.setAttributes(failure);
  span.setStatus({ code: SpanStatusCode.ERROR });
  return failure;
}

function isQuery(api: LianlianApiId): boolean {
  return /\.(query|list|bin)$/.test(api);
}
