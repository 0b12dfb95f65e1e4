/**
 * Traces, metrics and log context. Needs `@opentelemetry/api`.
 *
 * @module nestjs-lianlian/otel
 */
export { LianlianOtelModule, type LianlianOtelOptions } from './lianlian-otel.module.js';
export { type LianlianLogContext, lianlianLogContext } from './log-context.js';
