import {
  type Attributes,
  context,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';

import { HookFailure } from '../notifications/hook-runner.js';
import type { LianlianEvent } from '../notifications/lianlian-events.js';
import type { NotificationObserver } from '../notifications/notification-observer.js';
import { NotificationConflict, NotificationUnavailable } from '../notifications/refusal.js';
import type { AnyNotification } from '../notifications/to-notification.js';
import { ATTRIBUTE, numberAttributes, numbersIn } from './attributes.js';
import type { Instruments } from './instruments.js';
import { withLogContext } from './log-context.js';
import type { PaymentLinks } from './payment-links.js';

/** A span and measurements for each notification that is handled, by a request, a worker or the sweeper. */
export class NotificationTelemetry implements NotificationObserver {
  private readonly spans = new WeakSet<Span>();

  constructor(
    private readonly tracer: Tracer,
    private readonly instruments: Instruments,
    private readonly links: PaymentLinks,
  ) {}

  async observe(notification: AnyNotification, handle: () => Promise<void>): Promise<void> {
    const startedAt = performance.now();
    const { kind } = notification;
    const numbers = numbersIn(notification);
    const measured: Attributes = {
      [ATTRIBUTE.messagingSystem]: 'lianlian',
      [ATTRIBUTE.messagingOperation]: 'process',
      [ATTRIBUTE.messagingDestination]: kind,
    };
    const span = this.tracer.startSpan(`process ${kind}`, {
      kind: SpanKind.CONSUMER,
      links: this.links.linksTo(numbers),
      attributes: {
        ...measured,
        [ATTRIBUTE.messagingOperationType]: 'process',
        ...numberAttributes(numbers),
        ...messageId(notification),
      },
    });
    this.spans.add(span);
    const active = withLogContext(trace.setSpan(context.active(), span), () => numbers);
    this.instruments.activeNotifications.add(1, { [ATTRIBUTE.kind]: kind });
    try {
      await context.with(active, handle);
    } catch (error) {
      measured[ATTRIBUTE.errorType] = errorTypeOf(error);
      span.setAttributes(measured);
      // Another copy is at it: nothing is wrong.
      if (!isBusy(error)) span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
      this.instruments.activeNotifications.add(-1, { [ATTRIBUTE.kind]: kind });
      this.instruments.processDuration.record((performance.now() - startedAt) / 1000, measured);
    }
  }

  /** Counts an event, and notes it on the span of the notification that it happened to. */
  note({ type, kind, reason, hook, status }: LianlianEvent): void {
    const told: Attributes = {
      [ATTRIBUTE.event]: type,
      ...(kind === undefined ? {} : { [ATTRIBUTE.kind]: kind }),
      ...(reason === undefined ? {} : { [ATTRIBUTE.reason]: reason }),
      ...(status === undefined ? {} : { [ATTRIBUTE.status]: status }),
    };
    this.instruments.events.add(1, told);
    const span = trace.getSpan(context.active());
    if (span === undefined || !this.spans.has(span)) return;
    span.setAttributes({ ...told, ...(hook === undefined ? {} : { [ATTRIBUTE.hook]: hook }) });
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

/** A reason of ours, or the class of what a hook threw. Its message may hold what a payer typed. */
function errorTypeOf(error: unknown): string {
  if (error instanceof NotificationConflict || error instanceof NotificationUnavailable) return error.reason;
  const cause: unknown = error instanceof HookFailure ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.constructor.name : '_OTHER';
}

function isBusy(error: unknown): boolean {
  return error instanceof NotificationUnavailable && error.reason === 'busy';
}
