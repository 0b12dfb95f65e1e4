import { type Context, context, createContextKey, trace } from '@opentelemetry/api';

import type { LianlianApiId } from '../common/api-ids.js';
import type { IdentifyingNumbers } from '../common/messages/identifying-numbers.js';

/** What a log line of a call or a handler can say about its origin. */
export interface LianlianLogContext extends IdentifyingNumbers {
  /** During a call. */
  readonly lianlian_api?: LianlianApiId | undefined;
  /** Of the active span, ours or the app's, so that a log line leads to its trace. */
  readonly trace_id?: string | undefined;
  readonly span_id?: string | undefined;
}

const KEY = createContextKey('lianlian: log context');

/**
 * The numbers of the order that the calling code is working on, in a handler of a notification or in a call, and the ids
 * of its trace. Elsewhere the trace alone, or nothing; nothing, too, where the app's context manager fails.
 *
 * @example
 * const logger = pino({ mixin: lianlianLogContext });
 */
export function lianlianLogContext(): LianlianLogContext {
  try {
    const active = context.active();
    const span = trace.getSpan(active)?.spanContext();
    const about = (active.getValue(KEY) as (() => LianlianLogContext) | undefined)?.();
    return { ...about, ...(span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId }) };
  } catch {
    // A line of log is written all the same.
    return {};
  }
}

/** The active context, with what log lines below it are about. `about` is called for each line, because more may be known later. */
export function withLogContext(active: Context, about: () => LianlianLogContext): Context {
  return active.setValue(KEY, about);
}
