import { HttpException, Inject, Injectable, Logger } from '@nestjs/common';

import { errorStack } from '../../common/error-text.js';
import {
  type InboxClaim,
  NOTIFICATION_INBOX,
  type NotificationInbox,
  type TransactionalInbox,
} from '../../common/notification-inbox.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../../config/settings.js';
import { handleMessages } from './handle.messages.js';
import { HookFailure, HookRunner } from './hook-runner.js';
import { inboxKeyOf } from './inbox-key.js';
import { Lease } from './lease.js';
import { LianlianEvents } from '../model/lianlian-events.js';
import type { NotificationHandlers } from './notification-handlers.js';
import type { NotificationObserver, NotificationTrace } from './notification-observer.js';
import { type AnyNotification, notificationSubject, numbersOf } from '../model/any-notification.js';
import { PaymentConfirmation } from './payment-confirmation.js';
import { NotificationConflict, NotificationUnavailable } from '../model/refusal.js';

/**
 * From claim to completion: what is done with one notification, once, whether a request, a worker or the
 * sweeper brings it, and however many copies come.
 */
@Injectable()
export class OnceOnlyHandler {
  private readonly logger = new Logger('Lianlian');
  private observer: NotificationObserver | undefined;

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    @Inject(NOTIFICATION_INBOX) private readonly inbox: NotificationInbox,
    private readonly hooks: HookRunner,
    private readonly confirmation: PaymentConfirmation,
    private readonly events: LianlianEvents,
  ) {}

  /**
   * Resolves when the notification is handled, now or before. `trace` is what a queue kept for the observer.
   *
   * @throws HttpException 409 not as expected, 500 a hook failed or is missing, 503 busy, or no inbox
   */
  handleOnce(notification: AnyNotification, handlers: NotificationHandlers, trace?: unknown): Promise<void> {
    const handle = (): Promise<void> =>
      this.reported(notification, () => this.claimAndHandle(notification, handlers));
    return this.observer === undefined ? handle() : this.observer.observe(notification, handle, trace);
  }

  /** Puts a notification into a queue, with the observer's trace. */
  send(
    notification: AnyNotification,
    enqueue: (trace: NotificationTrace | undefined) => Promise<void>,
  ): Promise<void> {
    const send = async (trace?: NotificationTrace): Promise<void> => {
      await this.reported(notification, () => enqueue(trace));
      this.events.tell({ type: 'queued', ...numbersOf(notification) });
    };
    return this.observer === undefined ? send() : this.observer.observeSend(notification, send);
  }

  /** From now on the observer watches every notification that is handled. */
  observeBy(observer: NotificationObserver): void {
    this.observer = observer;
  }

  /** Runs a step whose failure is told to logs and events, and passed on. */
  async reported<T>(notification: AnyNotification, step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      this.report(notification, error);
      throw error;
    }
  }

  private async claimAndHandle(notification: AnyNotification, handlers: NotificationHandlers): Promise<void> {
    const { leaseMs } = this.settings.notifications;
    const startedAt = performance.now();
    const key = inboxKeyOf(notification);
    let claim: InboxClaim;
    try {
      claim = await this.inbox.claim(key, leaseMs);
    } catch (error) {
      throw unreachable(notification, error);
    }
    if (claim.status === 'done') {
      this.events.tell({ type: 'repeated', ...numbersOf(notification) });
      return;
    }
    if (claim.status === 'busy') {
      throw new NotificationUnavailable('busy', handleMessages.inProgress(notificationSubject(notification)));
    }

    const lease = new Lease(this.inbox, key, claim.token, leaseMs);
    const completed = await this.handleAndComplete(notification, handlers, key, claim.token, lease);
    if (!completed) {
      throw new NotificationUnavailable(
        'lease-lost',
        handleMessages.leaseLost(notificationSubject(notification)),
      );
    }
    const durationMs = Math.round(performance.now() - startedAt);
    this.events.tell({ type: 'handled', ...numbersOf(notification), durationMs });
  }

  /** False if the claim was lost meanwhile. The lease has ended when this has, but for a completion that is late. */
  private async handleAndComplete(
    notification: AnyNotification,
    handlers: NotificationHandlers,
    key: string,
    token: string,
    lease: Lease,
  ): Promise<boolean> {
    const { inbox } = this;
    try {
      const assessment = await this.hooks.assess(notification, handlers);
      if (!assessment.settled) {
        const { hook, expected, isUndone } = assessment;
        if (isUndone && notification.kind === 'payment') {
          this.logger.warn(
            handleMessages.undone(notificationSubject(notification), notification.result_pay, hook.name),
          );
        }
        if (notification.kind === 'payment' && hook === handlers.payment) {
          await this.confirmation.confirm(notification, expected);
        }
        if (isTransactional(inbox)) {
          const run = (transaction: unknown): Promise<void> =>
            this.hooks.run(hook, notification, { transaction });
          const committed = await transacted(inbox, key, token, run).catch((error: unknown) => {
            throw unreachable(notification, error);
          });
          lease.stop();
          return committed;
        }
        await this.hooks.run(hook, notification, {});
      }
    } catch (error) {
      lease.stop();
      const released = lease.release();
      // An inbox that was just out of reach would only delay the response.
      if (!isInboxTrouble(error)) await released;
      throw error;
    }
    try {
      return await lease.complete();
    } catch (error) {
      throw unreachable(notification, error);
    }
  }

  /** One line for what a person has to look at: a refusal with both amounts, or a failure with its stack. */
  private report(notification: AnyNotification, error: unknown): void {
    const numbers = numbersOf(notification);
    if (error instanceof NotificationConflict || error instanceof NotificationUnavailable) {
      this.events.tell({ type: 'refused', ...numbers, status: error.getStatus(), reason: error.reason });
      if (error.reason === 'busy') return;
    } else {
      const hook = error instanceof HookFailure ? error.hook : undefined;
      this.events.tell({ type: 'failed', ...numbers, hook });
    }
    const cause: unknown = error instanceof HttpException ? error.cause : undefined;
    if (error instanceof NotificationConflict && cause instanceof Error) this.logger.error(cause.message);
    else
      this.logger.error(
        error instanceof Error ? error.message : notificationSubject(notification),
        errorStack(cause),
      );
  }
}

/** An inbox that cannot be reached leaves open what it would have said: 503, never an acknowledgement. */
function unreachable(notification: AnyNotification, error: unknown): HttpException {
  if (error instanceof HttpException) return error;
  const sentence = handleMessages.inboxUnreachable(notificationSubject(notification));
  return new NotificationUnavailable('inbox-unreachable', sentence, error);
}

function isTransactional(inbox: NotificationInbox): inbox is TransactionalInbox {
  return 'transact' in inbox;
}

/** What a transaction throws before it has begun is rejected with, too. */
async function transacted(
  inbox: TransactionalInbox,
  key: string,
  token: string,
  run: (transaction: unknown) => Promise<void>,
): Promise<boolean> {
  return inbox.transact(key, token, run);
}

function isInboxTrouble(error: unknown): boolean {
  return error instanceof NotificationUnavailable && error.reason === 'inbox-unreachable';
}
