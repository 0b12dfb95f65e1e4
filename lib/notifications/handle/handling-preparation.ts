import { HttpException, Inject, Injectable } from '@nestjs/common';

import { isInstance } from '../../common/error-text.js';
import { InboxRefusal } from '../../common/inbox-refusal.js';
import { NOTIFICATION_INBOX, type NotificationInbox } from '../../common/notification-inbox.js';
import { pays } from '../../common/payment-state.js';
import { type AnyNotification, notificationSubject } from '../model/any-notification.js';
import { NotificationConflict, NotificationUnavailable } from '../model/refusal.js';
import { claimOf, reversalId, transactionIn } from './claim-of.js';
import { handleMessages } from './handle.messages.js';
import { type HandlingPlan, HandlingPlanner } from './handling-plan.js';
import { type Assessment, HookRunner } from './hook-runner.js';
import type { NotificationHandlers } from './notification-handlers.js';
import { paidTwice } from './paid-twice.js';

/** All that is asked before a notification is claimed: the app, the inbox, and LianLian where that is wanted. */
@Injectable()
export class HandlingPreparation {
  constructor(
    @Inject(NOTIFICATION_INBOX) private readonly inbox: NotificationInbox,
    private readonly hooks: HookRunner,
    private readonly planner: HandlingPlanner,
  ) {}

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

  /** What is to be done. Undefined for a copy of what was handled. @throws HttpException as `assess`, and 409 reversed */
  async plan(
    notification: AnyNotification,
    handlers: NotificationHandlers,
  ): Promise<HandlingPlan | undefined> {
    const isReversedNow = (): Promise<boolean> => this.isReversed(notification);
    const [assessment, isReversed] = await Promise.all([
      this.assess(notification, handlers),
      isReversedNow(),
    ]);
    if (assessment === undefined) return undefined;
    try {
      return await this.planner.plan(notification, handlers, { ...assessment, isReversed, isReversedNow });
    } catch (error) {
      // A copy of what was handled, though LianLian cannot be asked what it is, or gave the money back since.
      const mayBeCopy =
        error instanceof NotificationUnavailable ||
        (error instanceof NotificationConflict && error.reason === 'reversed');
      if (mayBeCopy && (await this.wasHandled(notification))) return undefined;
      throw error;
    }
  }

  /** The same, when LianLian confirmed it, where that is wanted. @throws HttpException also 409 or 503 not confirmed */
  async confirmedPlan(
    notification: AnyNotification,
    handlers: NotificationHandlers,
  ): Promise<HandlingPlan | undefined> {
    const plan = await this.plan(notification, handlers);
    if (plan?.confirm === undefined) return plan;
    if (await this.wasHandled(notification)) return undefined;
    await plan.confirm();
    return plan;
  }

  /** Whether it was handled before that the money of this payment went back: what comes late must ship nothing. */
  private async isReversed(notification: AnyNotification): Promise<boolean> {
    if (notification.kind === 'refund' || pays(notification) === false) return false;
    return (await this.recall(notification, reversalId(notification))) !== undefined;
  }

  /** Whether the inbox remembers this very notification. @throws NotificationConflict if another one paid the order */
  private async wasHandled(notification: AnyNotification): Promise<boolean> {
    if ((await this.recall(notification, claimOf(notification, false).key)) !== undefined) return true;
    if (notification.kind === 'refund' || pays(notification) === false) return false;
    const order = claimOf(notification, true);
    const before = await this.recall(notification, order.key);
    if (before !== undefined && before !== order.outcome && pays(notification) === true) {
      throw otherOutcome(notification, before);
    }
    return before === order.outcome;
  }

  private async recall(notification: AnyNotification, key: string): Promise<string | undefined> {
    try {
      return await this.inbox.recall(key);
    } catch (cause) {
      throw unreachable(notification, cause);
    }
  }
}

/** The order was settled by something else than this notification says. */
export function otherOutcome(notification: AnyNotification, before: string): HttpException {
  const transaction = transactionIn(before);
  if (notification.kind === 'payment' && transaction !== notification.oid_paybill) {
    return paidTwice(notification, transaction);
  }
  const subject = notificationSubject(notification);
  return new NotificationConflict('other-amount', subject, handleMessages.otherOutcome(subject, before));
}

/** An inbox that cannot be reached leaves open what it would have said: 503, never an acknowledgement. */
export function unreachable(notification: AnyNotification, error: unknown): HttpException {
  if (error instanceof HttpException) return error;
  const subject = notificationSubject(notification);
  const sentence = isInstance(error, InboxRefusal)
    ? handleMessages.inboxRefuses(subject, error.message)
    : handleMessages.inboxUnreachable(subject);
  return new NotificationUnavailable('inbox-unreachable', sentence, error);
}
