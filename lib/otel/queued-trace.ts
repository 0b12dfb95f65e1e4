import {
  type Context,
  diag,
  propagation,
  ROOT_CONTEXT,
  type SpanContext,
  type TextMapGetter,
  type TextMapSetter,
  trace,
} from '@opentelemetry/api';

import { errorClass } from '../common/secrets/error-text.js';
import type { NotificationTrace, TraceCarrier } from '../notifications/handle/notification-observer.js';

/** What a job says about its origin. */
interface QueuedTrace {
  /** What a span of the worker is started in. */
  readonly context: Context;
  readonly creation: SpanContext | undefined;
  readonly call: SpanContext | undefined;
}

/** The most that W3C allows for baggage, the longest of its headers. */
const MAX_LENGTH = 8_192;

const isUsable = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_LENGTH;

const setter: TextMapSetter<Record<string, string>> = {
  set: (carrier, key, value: unknown) => {
    if (isUsable(value)) carrier[key] = value;
  },
};

/** Anybody with access to Redis may have written it. */
const getter: TextMapGetter<object> = {
  keys: (carrier) => Object.keys(carrier),
  get: (carrier, key) => {
    const value: unknown = Object.hasOwn(carrier, key) ? Reflect.get(carrier, key) : undefined;
    return isUsable(value) ? value : undefined;
  },
};

/** Written by the app's propagator. Undefined where that writes nothing, or none is registered. */
export function writeTrace(creation: Context, call: SpanContext | undefined): NotificationTrace | undefined {
  const written = inject(creation);
  if (written === undefined) return undefined;
  return { creation: written, call: call && inject(trace.setSpanContext(ROOT_CONTEXT, call)) };
}

/**
 * The creation context becomes the parent, and its baggage goes along: a job is one notification, and one trace leads
 * from the request to the handler. A span that is under way in the worker, and is recorded, stays the parent, as the
 * conventions want it.
 */
export function readTrace(written: unknown, active: Context): QueuedTrace {
  const ambient = trace.getSpan(active);
  const created = extract(trace.deleteSpan(active), memberOf(written, 'creation'));
  const creation = trace.getSpanContext(created);
  // One that has ended, such as that of the app's start, has nothing to do with the notification.
  const isWithin = ambient !== undefined && (creation === undefined || ambient.isRecording());
  return {
    context: isWithin ? trace.setSpan(created, ambient) : created,
    creation,
    call: trace.getSpanContext(extract(ROOT_CONTEXT, memberOf(written, 'call'))),
  };
}

function inject(from: Context): TraceCarrier | undefined {
  const carrier: Record<string, string> = {};
  try {
    propagation.inject(from, carrier, setter);
  } catch (error) {
    report('write', error);
    return undefined;
  }
  return Object.keys(carrier).length === 0 ? undefined : carrier;
}

function extract(into: Context, carrier: unknown): Context {
  if (typeof carrier !== 'object' || carrier === null) return into;
  try {
    return propagation.extract(into, carrier, getter);
  } catch (error) {
    report('read', error);
    return into;
  }
}

/** A propagator is the app's: one that throws loses no notification. Its message may quote baggage. */
function report(what: 'read' | 'write', error: unknown): void {
  diag.error(
    `nestjs-lianlian: the propagator failed to ${what} the trace of a queued notification (${errorClass(error)})`,
  );
}

function memberOf(written: unknown, name: keyof NotificationTrace): unknown {
  return typeof written === 'object' && written !== null && Object.hasOwn(written, name)
    ? Reflect.get(written, name)
    : undefined;
}
