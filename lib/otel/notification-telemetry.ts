import {
  type Attributes,
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';

import { isInstance } from '../common/secrets/error-text.js';
import { printable } from '../common/printable.js';
import type { ObservedStep } from '../common/logging/observed-steps.js';
import { HookFailure } from '../notifications/handle/hook-runner.js';
import type { LianlianEvent } from '../notifications/model/lianlian-events.js';
import type {
  HandledAs,
  NotificationObserver,
  NotificationTrace,
} from '../notifications/handle/notification-observer.js';
import type { AnyNotification } from '../notifications/model/any-notification.js';
import { refusalReasonOf } from '../telemetry/notification-failure.js';
import { ATTRIBUTE, errorTypeOf, numberAttributes, numbersIn, shownNumbers } from './attributes.js';
import type { Instruments } from './instruments.js';
import { withLogContext } from './log-context.js';
import type { OtelGuard } from './otel-guard.js';
import type { PaymentLinks } from './payment-links.js';
import { readTrace, writeTrace } from './queued-trace.js';

/** An operation of messaging that has begun. */
interface Operation {
  /** Undefined where none could be started. */
  readonly span: Span | undefined;
  /** With the span in it. */
  readonly active: Context | undefined;
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
    private readonly guard: OtelGuard,
  ) {}

  async observe(
    notification: AnyNotification,
    handle: ObservedStep<undefined, HandledAs>,
    written?: unknown,
  ): Promise<void> {
    const { guard, instruments } = this;
    const startedAt = performance.now();
    const kind = { [ATTRIBUTE.kind]: notification.kind };
    const queued = guard.use(() => readTrace(written, context.active()));
    const call = this.links.find(numbersIn(notification), isPayout(notification)) ?? queued?.call;
    const operation = this.begin('process', notification, queued?.context, [queued?.creation, call]);
    guard.add(instruments.activeNotifications, 1, kind);
    await this.run(operation, handle);
    guard.add(instruments.activeNotifications, -1, kind);
    const seconds = (performance.now() - startedAt) / 1000;
    guard.record(instruments.processDuration, seconds, operation.measured);
  }

  async observeSend(
    notification: AnyNotification,
    send: ObservedStep<NotificationTrace, void>,
  ): Promise<void> {
    const call = this.links.find(numbersIn(notification), isPayout(notification));
    const parent = this.guard.use(() => context.active());
    const operation = this.begin('send', notification, parent, [call]);
    const { active } = operation;
    const written = this.guard.use(() => active && writeTrace(active, call));
    await this.run(operation, () => send(written));
  }

  /** Counts an event, and notes it on the span of the notification that it happened to. */
  note(event: LianlianEvent): void {
    const { type, kind } = event;
    const counted: Attributes = {
      [ATTRIBUTE.event]: type,
      ...(kind === undefined ? {} : { [ATTRIBUTE.kind]: kind }),
      ...(type === 'refused' ? { [ATTRIBUTE.reason]: event.reason, [ATTRIBUTE.status]: event.status } : {}),
    };
    this.guard.add(this.instruments.events, 1, counted);
    this.guard.use(() => {
      const span = trace.getSpan(context.active());
      if (span === undefined || !this.spans.has(span)) return undefined;
      const hook = type === 'failed' ? event.hook : undefined;
      return span.setAttributes({ ...counted, ...(hook === undefined ? {} : { [ATTRIBUTE.hook]: hook }) });
    });
  }

  private begin(
    name: 'send' | 'process',
    notification: AnyNotification,
    parent: Context = ROOT_CONTEXT,
    linked: readonly (SpanContext | undefined)[],
  ): Operation {
    const { kind } = notification;
    const numbers = numbersIn(notification);
    const measured: Attributes = {
      [ATTRIBUTE.messagingSystem]: 'lianlian',
      [ATTRIBUTE.messagingOperation]: name,
      [ATTRIBUTE.messagingDestination]: kind,
    };
    const options: SpanOptions = {
      kind: name === 'send' ? SpanKind.PRODUCER : SpanKind.CONSUMER,
      links: linked.filter((to) => to !== undefined).map((to) => ({ context: to })),
      attributes: {
        ...measured,
        [ATTRIBUTE.messagingOperationType]: name,
        ...numberAttributes(numbers),
        ...messageId(notification),
      },
    };
    const span = this.guard.use(() => this.tracer.startSpan(`${name} ${kind}`, options, parent));
    if (span !== undefined) this.spans.add(span);
    const active = this.guard.use(() =>
      withLogContext(span === undefined ? parent : trace.setSpan(parent, span), () => shownNumbers(numbers)),
    );
    return { span, active, measured };
  }

  /** Runs what an operation is about, and ends its span. */
  private async run(
    { span, active, measured }: Operation,
    step: () => Promise<PromiseSettledResult<unknown>>,
  ): Promise<void> {
    const ended = await this.guard.within(active, step);
    if (ended.status === 'rejected') {
      const error: unknown = ended.reason;
      measured[ATTRIBUTE.errorType] = failureTypeOf(error);
      this.guard.use(() => span?.setAttributes(measured));
      // Another copy is at it: nothing is wrong.
      if (refusalReasonOf(error) !== 'busy')
        this.guard.use(() => span?.setStatus({ code: SpanStatusCode.ERROR }));
    }
    this.guard.use(() => span?.end());
  }
}

function isPayout({ kind }: AnyNotification): boolean {
  return kind === 'payout';
}

/** The transaction, or the refund: the same in every copy. A payout that was closed under review has neither. */
function messageId(notification: AnyNotification): Attributes {
  const id =
    notification.kind === 'refund'
      ? (notification.oid_refundno ?? notification.no_refund)
      : notification.oid_paybill;
  return id === undefined ? {} : { [ATTRIBUTE.messageId]: printable(id) };
}

/** A reason of ours, or the class of what a hook threw. */
function failureTypeOf(error: unknown): string {
  return (
    refusalReasonOf(error) ?? errorTypeOf(isInstance(error, HookFailure) ? (error.cause ?? error) : error)
  );
}
