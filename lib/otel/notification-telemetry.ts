import {
  type Attributes,
  type Context,
  context,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';

import { HookFailure } from '../notifications/handle/hook-runner.js';
import type { LianlianEvent } from '../notifications/model/lianlian-events.js';
import type {
  NotificationObserver,
  NotificationTrace,
} from '../notifications/handle/notification-observer.js';
import { NotificationConflict, NotificationUnavailable } from '../notifications/model/refusal.js';
import type { AnyNotification } from '../notifications/model/any-notification.js';
import { ATTRIBUTE, errorTypeOf, numberAttributes, numbersIn } from './attributes.js';
import type { Instruments } from './instruments.js';
import { withLogContext } from './log-context.js';
import type { PaymentLinks } from './payment-links.js';
import { readTrace, writeTrace } from './queued-trace.js';

/** An operation of messaging that has begun. */
interface Operation {
  readonly span: Span;
  /** With the span in it. */
  readonly active: Context;
  /** The attributes of its measurements, to which a failure adds. */
  readonly measured: Attributes;
}

/**
 * A span and measurements for each notification that is handled, by a request, a worker or the sweeper, and a span for
 * each that is put into a queue.
 *
 * Between the two, the trace goes as the conventions for messaging have it. The `send` span is the creation context,
 * to which the `process` span always links. It is the parent as well, so that one trace shows the whole way: the
 * conventions allow that where a process span is about a single message, and advise against it where the worker has a
 * span of its own around it, which then stays the parent. Both link to the call that sent the payment.
 */
export class NotificationTelemetry implements NotificationObserver {
  private readonly spans = new WeakSet<Span>();

  constructor(
    private readonly tracer: Tracer,
    private readonly instruments: Instruments,
    private readonly links: PaymentLinks,
  ) {}

  async observe(
    notification: AnyNotification,
    handle: () => Promise<void>,
    written?: unknown,
  ): Promise<void> {
    const startedAt = performance.now();
    const { kind } = notification;
    const queued = readTrace(written, context.active());
    const call = this.links.find(numbersIn(notification)) ?? queued.call;
    const operation = this.begin('process', notification, queued.context, [queued.creation, call]);
    this.instruments.activeNotifications.add(1, { [ATTRIBUTE.kind]: kind });
    try {
      await run(operation, handle);
    } finally {
      this.instruments.activeNotifications.add(-1, { [ATTRIBUTE.kind]: kind });
      this.instruments.processDuration.record((performance.now() - startedAt) / 1000, operation.measured);
    }
  }

  observeSend(
    notification: AnyNotification,
    send: (trace: NotificationTrace | undefined) => Promise<void>,
  ): Promise<void> {
    const call = this.links.find(numbersIn(notification));
    const operation = this.begin('send', notification, context.active(), [call]);
    return run(operation, () => send(writeTrace(operation.active, call)));
  }

  /** Counts an event, and notes it on the span of the notification that it happened to. */
  note(event: LianlianEvent): void {
    const { type, kind } = event;
    const counted: Attributes = {
      [ATTRIBUTE.event]: type,
      ...(kind === undefined ? {} : { [ATTRIBUTE.kind]: kind }),
      ...(type === 'refused' ? { [ATTRIBUTE.reason]: event.reason, [ATTRIBUTE.status]: event.status } : {}),
    };
    this.instruments.events.add(1, counted);
    const span = trace.getSpan(context.active());
    if (span === undefined || !this.spans.has(span)) return;
    const hook = type === 'failed' ? event.hook : undefined;
    span.setAttributes({ ...counted, ...(hook === undefined ? {} : { [ATTRIBUTE.hook]: hook }) });
  }

  private begin(
    name: 'send' | 'process',
    notification: AnyNotification,
    parent: Context,
    linked: readonly (SpanContext | undefined)[],
  ): Operation {
    const { kind } = notification;
    const numbers = numbersIn(notification);
    const measured: Attributes = {
      [ATTRIBUTE.messagingSystem]: 'lianlian',
      [ATTRIBUTE.messagingOperation]: name,
      [ATTRIBUTE.messagingDestination]: kind,
    };
    const span = this.tracer.startSpan(
      `${name} ${kind}`,
      {
        kind: name === 'send' ? SpanKind.PRODUCER : SpanKind.CONSUMER,
        links: linked.filter((to) => to !== undefined).map((to) => ({ context: to })),
        attributes: {
          ...measured,
          [ATTRIBUTE.messagingOperationType]: name,
          ...numberAttributes(numbers),
          ...messageId(notification),
        },
      },
      parent,
    );
    this.spans.add(span);
    return { span, active: withLogContext(trace.setSpan(parent, span), () => numbers), measured };
  }
}

/** Runs what an operation is about, and ends its span. */
async function run({ span, active, measured }: Operation, step: () => Promise<void>): Promise<void> {
  try {
    await context.with(active, step);
  } catch (error) {
    measured[ATTRIBUTE.errorType] = failureTypeOf(error);
    span.setAttributes(measured);
    // Another copy is at it: nothing is wrong.
    if (!isBusy(error)) span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** The transaction, or the refund: the same in every copy. */
function messageId(notification: AnyNotification): Attributes {
  const id =
    notification.kind === 'payment'
      ? notification.oid_paybill
      : (notification.oid_refundno ?? notification.no_refund);
  return id === undefined ? {} : { [ATTRIBUTE.messageId]: id };
}

/** A reason of ours, or the class of what a hook threw. */
function failureTypeOf(error: unknown): string {
  if (error instanceof NotificationConflict || error instanceof NotificationUnavailable) return error.reason;
  return errorTypeOf(error instanceof HookFailure ? (error.cause ?? error) : error);
}

function isBusy(error: unknown): boolean {
  return error instanceof NotificationUnavailable && error.reason === 'busy';
}
