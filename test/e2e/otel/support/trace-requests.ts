import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import type { INestApplication } from '@nestjs/common';
import { context, propagation, ROOT_CONTEXT, SpanKind, trace, type TracerProvider } from '@opentelemetry/api';

/** Gives every request a span of the server, as the instrumentation of `node:http` does: the caller's trace goes on. */
export function traceRequests(app: INestApplication, provider: TracerProvider): void {
  const server = app.getHttpServer() as Server;
  const tracer = provider.getTracer('http');
  const emit = server.emit.bind(server);
  server.emit = (event: string, ...args: unknown[]): boolean => {
    if (event !== 'request') return emit(event, ...args);
    const [request, response] = args as [IncomingMessage, ServerResponse];
    const caller = propagation.extract(ROOT_CONTEXT, request.headers);
    const span = tracer.startSpan(request.method ?? '', { kind: SpanKind.SERVER }, caller);
    response.once('close', () => {
      span.end();
    });
    return context.with(trace.setSpan(caller, span), () => emit(event, ...args));
  };
}
