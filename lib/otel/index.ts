/**
 * Traces, metrics and log context. Needs `@opentelemetry/api`.
 *
 * @module nestjs-lianlian/otel
 */
export { LianlianOtelModule } from './lianlian-otel.module.js';
export type { LianlianOtelOptions } from './lianlian-otel-options.js';
export { type LianlianLogContext, lianlianLogContext } from './log-context.js';
