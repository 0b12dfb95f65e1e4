import { type Attributes, context, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';

import { errorCode } from '../common/error-text.js';
import {
  LianlianTransport,
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from '../wire/transport.js';
import { ATTRIBUTE } from './attributes.js';
import type { Instruments } from './instruments.js';

/** The HTTP requests of one call: a span of its own for each, since a query may be sent again. */
export class TracedTransport extends LianlianTransport {
  /** The `ret_code` of the last response, which is not verified yet. */
  retCode: string | undefined;
  private sent = 0;

  constructor(
    private readonly transport: LianlianTransport,
    private readonly tracer: Tracer,
    private readonly instruments: Instruments,
    /** What is known of the call by now. */
    private readonly about: () => Attributes,
  ) {
    super();
  }

  async post(request: TransportRequest): Promise<TransportResponse> {
    const startedAt = performance.now();
    const measured: Attributes = {
      [ATTRIBUTE.method]: 'POST',
      [ATTRIBUTE.serverAddress]: request.url.hostname,
      [ATTRIBUTE.serverPort]: portOf(request.url),
    };
    const span = this.tracer.startSpan('POST', {
      kind: SpanKind.CLIENT,
      attributes: {
        ...measured,
        ...this.about(),
        [ATTRIBUTE.url]: withoutSecrets(request.url),
        ...(this.sent > 0 ? { [ATTRIBUTE.resends]: this.sent } : {}),
      },
    });
    this.sent++;
    try {
      const active = trace.setSpan(context.active(), span);
      const response = await context.with(active, () => this.transport.post(request));
      measured[ATTRIBUTE.status] = response.status;
      if (response.status >= 400) measured[ATTRIBUTE.errorType] = String(response.status);
      this.retCode = retCodeIn(response.body);
      return response;
    } catch (error) {
      measured[ATTRIBUTE.errorType] = failureTypeOf(error);
      throw error;
    } finally {
      span.setAttributes(measured);
      if (this.retCode !== undefined) span.setAttribute(ATTRIBUTE.retCode, this.retCode);
      if (ATTRIBUTE.errorType in measured) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
      this.instruments.requestDuration.record((performance.now() - startedAt) / 1000, measured);
    }
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
  const cause: unknown = error instanceof TransportFailure ? error.cause : error;
  return cause instanceof Error ? (errorCode(cause) ?? cause.name) : '_OTHER';
}
