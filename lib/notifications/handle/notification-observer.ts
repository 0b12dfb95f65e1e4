import type { ObservedStep } from '../../common/logging/observed-steps.js';
import type { AnyNotification } from '../model/any-notification.js';

/** A place in a trace, as a propagator writes it: `traceparent` and the like. */
export type TraceCarrier = Readonly<Record<string, string>>;

/** Where a queued notification comes from, to go with it to the worker. It says nothing of the notification. */
export interface NotificationTrace {
  /** What put it into the queue. */
  readonly creation: TraceCarrier;
  /** The call that sent the payment or the refund, where the receiving process knows it. */
  readonly call?: TraceCarrier | undefined;
}

/** The response to a notification that LianLian sent. */
export interface NotificationResponse {
  /** False where it was refused: LianLian sends it again. */
  readonly isAcknowledged: boolean;
  /** From its arrival. LianLian waits for five of them. */
  readonly seconds: number;
}

/** How a notification was accepted: it was handled now, or it was before, and this is a copy. */
export type HandledAs = 'done' | 'repeated';

/**
 * What watches notifications, for traces and metrics. Each method calls the step that it is given before it awaits
 * anything. It learns what became of the step, and cannot change it.
 */
export interface NotificationObserver {
  /**
   * A notification that is handled. `trace` is what its job holds of `NotificationTrace`, if it came through a queue:
   * anything may stand there.
   */
  observe(
    notification: AnyNotification,
    handle: ObservedStep<undefined, HandledAs>,
    trace?: unknown,
  ): Promise<void>;

  /** A notification that is put into a queue, with a trace if there is one. */
  observeSend(notification: AnyNotification, send: ObservedStep<NotificationTrace, void>): Promise<void>;

  /** The response to a notification is decided. */
  responded?(notification: AnyNotification, response: NotificationResponse): void;
}
