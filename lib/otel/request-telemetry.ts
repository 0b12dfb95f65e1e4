import {
  type Attributes,
  context,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';

import { errorCode, errorName, isError, isInstance } from '../common/secrets/error-text.js';
import type { ObservedStep } from '../common/logging/observed-steps.js';
import { TransportFailure, type TransportResponse } from '../wire/transport.js';
import { ATTRIBUTE } from './attributes.js';
import type { Instruments } from './instruments.js';
import type { OtelGuard } from './otel-guard.js';

/** The HTTP requests of one call: a span of its own for each, since a query may be sent again. */
export class RequestTelemetry {
  /** The `ret_code` of the last response, which is not verified yet. */
  retCode: string | undefined;
  private sent = 0;

  constructor(
    private readonly tracer: Tracer,
    private readonly instruments: Instruments,
    private readonly guard: OtelGuard,
    /** What is known of the call by now. */
    private readonly about: () => Attributes,
  ) {}

  async observePost(url: URL, post: ObservedStep<undefined, TransportResponse>): Promise<void> {
    const startedAt = performance.now();
    const measured: Attributes = {
      [ATTRIBUTE.method]: 'POST',
      [ATTRIBUTE.serverAddress]: url.hostname,
      [ATTRIBUTE.serverPort]: portOf(url),
    };
    const span = this.guard.use(() => this.startSpan(url, measured));
    const active = this.guard.use(() => span && trace.setSpan(context.active(), span));
    const ended = await this.guard.within(active, () => post());
    if (ended.status === 'fulfilled') {
      const { status, body } = ended.value;
      measured[ATTRIBUTE.status] = status;
      if (status >= 400) measured[ATTRIBUTE.errorType] = String(status);
      this.retCode = retCodeIn(body);
    } else {
      measured[ATTRIBUTE.errorType] = failureTypeOf(ended.reason);
    }
    const { retCode } = this;
    const shown = { ...measured, ...(retCode === undefined ? {} : { [ATTRIBUTE.retCode]: retCode }) };
    this.guard.use(() => span?.setAttributes(shown));
    if (ATTRIBUTE.errorType in measured) {
      this.guard.use(() => span?.setStatus({ code: SpanStatusCode.ERROR }));
    }
    this.guard.use(() => span?.end());
    const seconds = (performance.now() - startedAt) / 1000;
    this.guard.record(this.instruments.requestDuration, seconds, measured);
  }

  private startSpan(url: URL, measured: Attributes): Span {
    const resends = this.sent;
    this.sent++;
    return this.tracer.startSpan('POST', {
      kind: SpanKind.CLIENT,
      attributes: {
        ...measured,
        ...this.about(),
        [ATTRIBUTE.url]: withoutSecrets(url),
        ...(resends > 0 ? { [ATTRIBUTE.resends]: resends } : {}),
      },
    });
  }
}

/** An `endpoints` option may have credentials or a query of its own: the names of its parameters pass alone. */
function withoutSecrets(url: URL): string {
  const query = [...url.searchParams.keys()].map((name) => `${encodeURIComponent(name)}=REDACTED`).join('&');
  return `${url.origin}${url.pathname}${query === '' ? '' : `?${query}`}`;
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/** Codes are four to six letters and digits; anything else is not passed on. */
function retCodeIn(body: string): string | undefined {
  return /"ret_code"\s*:\s*"([A-Za-z0-9]{1,8})"/.exec(body)?.[1];
}

/** `ECONNREFUSED`, `TimeoutError` and so on: a name, and never a message. */
function failureTypeOf(error: unknown): string {
  const cause: unknown = isInstance(error, TransportFailure) ? error.cause : error;
  return isError(cause) ? (errorCode(cause) ?? errorName(cause)) : '_OTHER';
}
