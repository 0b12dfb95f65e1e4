import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

import type { ProcessName } from '../environment.js';
import { PROCESS_NAME } from '../process.module.js';

/**
 * OpenTelemetry of this process: what log lines are about, and, where `OTEL_EXPORTER_OTLP_ENDPOINT` says where to, traces.
 */
@Injectable()
export class Telemetry implements OnApplicationShutdown {
  private readonly provider: NodeTracerProvider;

  constructor(@Inject(PROCESS_NAME) process: ProcessName) {
    const isSent = globalThis.process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] !== undefined;
    this.provider = new NodeTracerProvider({
      resource: resourceFromAttributes({ 'service.name': `shop-${process}` }),
      spanProcessors: isSent ? [new BatchSpanProcessor(new OTLPTraceExporter())] : [],
    });
    this.provider.register();
  }

  /** Sends what is not sent yet. */
  onApplicationShutdown(): Promise<void> {
    return this.provider.shutdown();
  }
}
