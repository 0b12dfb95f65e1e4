import { HttpException, Inject, Injectable, Logger } from '@nestjs/common';

import { LateTimer } from '../../common/late-timer.js';
import {
  NOTIFICATION_INBOX,
  type NotificationInbox,
  type OnceResult,
} from '../../common/notification-inbox.js';
import { ObservedSteps } from '../../common/observed-steps.js';
import { pays } from '../../common/payment-state.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../../config/settings.js';
import { type AnyNotification, notificationSubject, numbersOf } from '../model/any-notification.js';
import { LianlianEvents } from '../model/lianlian-events.js';
import { NotificationConflict, NotificationUnavailable } from '../model/refusal.js';
import { claimOf, transactionIn } from './claim-of.js';
import { FailureReport } from './failure-report.js';
import { handleMessages } from './handle.messages.js';
import { type HandlingPlan, HandlingPlanner } from './handling-plan.js';
import { type Assessment, HookRunner } from './hook-runner.js';
import type { NotificationHandlers } from './notification-handlers.js';
import type { NotificationObserver, NotificationTrace } from './notification-observer.js';
import { paidTwice } from './paid-twice.js';
import { Slots } from './slots.js';

/** How many handlers run at once where each holds a connection of the app's pool, which commonly has ten. */
const MAX_CONCURRENT_TRANSACTIONS = 5;

/**
 * From claim to completion: what is done with one notification, once, whether a request, a worker or the
 * sweeper brings it, and however many copies come.
 */
@Injectable()
export class OnceOnlyHandler {
  private readonly logger = new Logger('Lianlian');
  private readonly slots: Slots;
  private readonly steps = new ObservedSteps<NotificationObserver>(handleMessages.observerFailed);

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    @Inject(NOTIFICATION_INBOX) private readonly inbox: NotificationInbox,
    private readonly hooks: HookRunner,
    private readonly planner: HandlingPlanner,
    private readonly report: FailureReport,
    private readonly events: LianlianEvents,
  ) {
    const holdsConnections = inbox.transactional === true;
    const { maxConcurrent = holdsConnections ? MAX_CONCURRENT_TRANSACTIONS : Infinity } =
      settings.notifications;
    let isSaid = false;
    this.slots = new Slots(maxConcurrent, () => {
      if (!isSaid) this.logger.warn(handleMessages.allSlotsTaken(maxConcurrent));
      isSaid = true;
    });
  }

  /**
   * Resolves when the notification is handled, now or before. `trace` is what a queue kept for the observer.
   *
   * @throws HttpException 409 not as expected, 500 a hook failed or is missing, 503 busy, or no inbox
   */
  handleOnce(notification: AnyNotification, handlers: NotificationHandlers, trace?: unknown): Promise<void> {
    return this.steps.run(
      () => this.report.reported(notification, () => this.handle(notification, handlers)),
      (observer, handle) => observer.observe(notification, handle, trace),
    );
  }

  /** Puts a notification into a queue, with the observer's trace. */
  send(
    notification: AnyNotification,
    enqueue: (trace: NotificationTrace | undefined) => Promise<void>,
  ): Promise<void> {
    return this.steps.run(
      async (trace?: NotificationTrace) => {
        await this.report.reported(notification, () => enqueue(trace));
        this.events.tell({ type: 'queued', ...numbersOf(notification) });
      },
      (observer, send) => observer.observeSend(notification, send),
    );
  }

  /** From now on the observer watches every notification that is handled. */
  observeBy(observer: NotificationObserver): void {
    this.steps.observeBy(observer);
  }

  /**
   * What the app expects. Undefined for a copy of what was handled, whatever the app has forgotten since.
   *
   * @throws HttpException 409 not as expected, 500 a hook failed, 503 no inbox
   */
  async assess(
    notification: AnyNotification,
    handlers: NotificationHandlers,
  ): Promise<Assessment | undefined> {
    try {
      return await this.hooks.assess(notification, handlers);
    } catch (error) {
      if (await this.wasHandled(notification)) return undefined;
      throw error;
    }
  }

  private async handle(notification: AnyNotification, handlers: NotificationHandlers): Promise<void> {
    const startedAt = performance.now();
    // Before the claim, which may hold a connection.
    const assessment = await this.assess(notification, handlers);
    const isFirst = assessment !== undefined && (await this.runOnce(notification, handlers, assessment));
    if (!isFirst) {
      this.events.tell({ type: 'repeated', ...numbersOf(notification) });
      return;
    }
    const durationMs = Math.round(performance.now() - startedAt);
    this.events.tell({ type: 'handled', ...numbersOf(notification), durationMs });
  }

  /** Whether the inbox remembers this very notification. @throws NotificationConflict if another one paid the order */
  private async wasHandled(notification: AnyNotification): Promise<boolean> {
    const recall = async (key: string): Promise<string | undefined> => {
      try {
        return await this.inbox.recall(key);
      } catch (cause) {
        throw unreachable(notification, cause);
      }
    };
    if ((await recall(claimOf(notification, false).key)) !== undefined) return true;
    if (notification.kind === 'refund' || pays(notification) === false) return false;
    const order = claimOf(notification, true);
    const before = await recall(order.key);
    if (before !== undefined && before !== order.outcome && pays(notification) === true) {
      throw otherOutcome(notification, before);
    }
    return before === order.outcome;
  }

  /** False for a copy of what was done before. */
  private async runOnce(
    notification: AnyNotification,
    handlers: NotificationHandlers,
    assessment: Assessment,
  ): Promise<boolean> {
    const plan = await this.plan(notification, handlers, assessment);
    if (plan === undefined) return false;
    const { maxHandlingMs } = this.settings.notifications;
    const result = await this.slots.run(() => this.claimed(notification, plan), maxHandlingMs);
    const subject = notificationSubject(notification);
    switch (result.status) {
      case 'ran':
        return true;
      case 'done':
        if (result.outcome === plan.claim.outcome) return false;
        throw otherOutcome(notification, result.outcome);
      case 'busy':
        throw new NotificationUnavailable('busy', handleMessages.inProgress(subject));
      case 'lost':
        throw new NotificationUnavailable('lease-lost', handleMessages.leaseLost(subject));
    }
  }

  /** Undefined for a copy of what was handled, though LianLian cannot be asked, or does not tell, what it is. */
  private async plan(
    notification: AnyNotification,
    handlers: NotificationHandlers,
    assessment: Assessment,
  ): Promise<HandlingPlan | undefined> {
    try {
      return await this.planner.plan(notification, handlers, assessment);
    } catch (error) {
      const isUndecided = error instanceof NotificationUnavailable;
      if (isUndecided && (await this.wasHandled(notification))) return undefined;
      throw error;
    }
  }

  /** Does the work under its claim. What the work throws is passed on, and not what the inbox makes of it. */
  private async claimed(notification: AnyNotification, { claim, work }: HandlingPlan): Promise<OnceResult> {
    const { leaseMs, maxHandlingMs } = this.settings.notifications;
    let failure: { readonly error: unknown } | undefined;
    const watched = async (transaction?: unknown): Promise<void> => {
      const watch = this.watch(notification, maxHandlingMs);
      try {
        await work(transaction);
      } catch (error) {
        failure = { error };
        throw error;
      } finally {
        watch.stop();
      }
    };
    try {
      return await this.inbox.once(claim.key, claim.outcome, watched, { leaseMs, maxHandlingMs });
    } catch (error) {
      throw failure === undefined ? unreachable(notification, error) : failure.error;
    }
  }

  private watch(notification: AnyNotification, maxHandlingMs: number): LateTimer {
    const tell = (): void => {
      this.logger.error(handleMessages.neverEnds(notificationSubject(notification), maxHandlingMs));
    };
    return new LateTimer(() => setTimeout(tell, maxHandlingMs).unref());
  }
}

/** The order was settled by something else than this notification says. */
function otherOutcome(notification: AnyNotification, before: string): HttpException {
  const transaction = transactionIn(before);
  if (notification.kind === 'payment' && transaction !== notification.oid_paybill) {
    return paidTwice(notification, transaction);
  }
  const subject = notificationSubject(notification);
  return new NotificationConflict('other-amount', subject, handleMessages.otherOutcome(subject, before));
}

/** An inbox that cannot be reached leaves open what it would have said: 503, never an acknowledgement. */
function unreachable(notification: AnyNotification, error: unknown): HttpException {
  if (error instanceof HttpException) return error;
  const sentence = handleMessages.inboxUnreachable(notificationSubject(notification));
  return new NotificationUnavailable('inbox-unreachable', sentence, error);
}
