import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { LianlianOtelModule, lianlianLogContext } from 'nestjs-lianlian/otel';
import { LianlianPrometheusModule } from 'nestjs-lianlian/prometheus';
import { LianlianHealthIndicator } from 'nestjs-lianlian/terminus';
import { LoggerModule } from 'nestjs-pino';

import type { ProcessName } from '../environment.js';
import { PROCESS_NAME } from '../process.module.js';
import { Farewell } from './farewell.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { Telemetry } from './telemetry.js';

/** What operators have of a process: log lines as JSON, metrics, traces and probes. */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [PROCESS_NAME],
      useFactory: (name: ProcessName) => ({
        pinoHttp: {
          name,
          // The numbers of the order that the code is at work for, and the trace.
          mixin: lianlianLogContext,
          redact: ['req.headers.authorization', 'req.headers.cookie'],
          autoLogging: { ignore: ({ url = '' }) => /^\/(health|metrics)/.test(url) },
        },
      }),
    }),
    LianlianOtelModule.forRoot(),
    LianlianPrometheusModule.forRoot(),
    TerminusModule,
  ],
  controllers: [HealthController, MetricsController],
  providers: [LianlianHealthIndicator, Telemetry, Farewell],
})
export class OperationsModule {}
