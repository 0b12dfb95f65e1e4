import { Inject, Injectable } from '@nestjs/common';

import { NOTIFICATION_INBOX, type NotificationInbox } from '../../common/inbox/notification-inbox.js';
import { pays } from '../../common/payments/payment-state.js';
import { type AnyNotification, notificationSubject } from '../model/any-notification.js';
import type { PaymentNotification } from '../model/payment-notification.js';
import type { PayoutNotification } from '../model/payout-notification.js';
import { NotificationConflict, NotificationUnavailable } from '../model/refusal.js';
import type { RefundNotification } from '../model/refund-notification.js';
import { claimOf, type NotificationClaim, reversalMark } from './claim-of.js';
import { handleMessages } from './handle.messages.js';
import { type HandlingPlan, HandlingPlanner, isSettled } from './handling-plan.js';
import { type Assessment, HookRunner } from './hook-runner.js';
import type { NotificationHandlers, PaymentHandlers, PayoutHandlers } from './notification-handlers.js';
import { otherOutcome, reversed } from './other-outcome.js';
import { PayoutPreparation } from './payout-preparation.js';
import { isBarred, recall } from './recall.js';

type Incoming = PaymentNotification | RefundNotification;

/** What is done with a notification that came to a route which takes it. */
interface ByRoute<Result> {
  readonly payments: (notification: Incoming, handlers: PaymentHandlers) => Promise<Result>;
  readonly payouts: (notification: PayoutNotification, handlers: PayoutHandlers) => Promise<Result>;
}

/** All that is asked before a notification is claimed: the app, the inbox, and LianLian where that is wanted. */
@Injectable()
export class HandlingPreparation {
  constructor(
    @Inject(NOTIFICATION_INBOX) private readonly inbox: NotificationInbox,
    private readonly hooks: HookRunner,
    private readonly planner: HandlingPlanner,
    private readonly payouts: PayoutPreparation,
  ) {}

  /**
   * Whether anything is left to do of what is as expected: it is no copy of what was handled, nor settled already.
   *
   * @throws HttpException 409 not as expected or at the wrong route, 500 a hook failed, 503 no inbox
   */
  isOpen(notification: AnyNotification, handlers: NotificationHandlers): Promise<boolean> {
    return byRoute<boolean>(notification, handlers, {
      payments: async (incoming, to) => {
        const assessment = await this.assess(incoming, to);
        return assessment !== undefined && !isSettled(incoming, assessment.expected);
      },
      payouts: async (payout, to) => (await this.payouts.assess(payout, to)) !== undefined,
    });
  }

  /**
   * What is to be done, when LianLian confirmed it, where that is wanted. Undefined for a copy of what was handled.
   *
   * @throws HttpException as `isOpen`, and 409 settled otherwise, 409 or 503 not confirmed
   */
  confirmedPlan(
    notification: AnyNotification,
    handlers: NotificationHandlers,
  ): Promise<HandlingPlan | undefined> {
    return byRoute(notification, handlers, {
      payments: async (incoming, to) => {
        const plan = await this.plan(incoming, to);
        return this.confirmed(incoming, plan, (claim) => this.wasDone(incoming, claim));
      },
      payouts: async (payout, to) =>
        this.confirmed(payout, await this.payouts.plan(payout, to), () => this.payouts.wasHandled(payout)),
    });
  }

  /** A plan for which what comes first was done. For a copy nothing is, nor for what is barred. */
  private async confirmed(
    notification: AnyNotification,
    plan: HandlingPlan | undefined,
    wasHandled: (claim: NotificationClaim) => Promise<boolean>,
  ): Promise<HandlingPlan | undefined> {
    if (plan?.first === undefined) return plan;
    if (await wasHandled(plan.claim)) return undefined;
    if (await isBarred(this.inbox, notification, plan.claim)) throw reversed(notification);
    await plan.first();
    return plan;
  }

  /** What the app expects. Undefined for a copy of what was handled, whatever the app has forgotten since. */
  private async assess(notification: Incoming, handlers: PaymentHandlers): Promise<Assessment | undefined> {
    try {
      return await this.hooks.assess(notification, handlers);
    } catch (error) {
      if (await this.wasHandled(notification)) return undefined;
      throw error;
    }
  }

  private async plan(notification: Incoming, handlers: PaymentHandlers): Promise<HandlingPlan | undefined> {
    const assessment = await this.assess(notification, handlers);
    if (assessment === undefined) return undefined;
    try {
      return await this.planner.plan(notification, handlers, assessment);
    } catch (error) {
      // Of what came twice, the money may have gone back already: then nobody has to refund it.
      if (isPaidTwice(error) && (await this.isReversed(notification))) throw reversed(notification);
      // A copy of what was handled, though LianLian cannot be asked what it is.
      const { authorization } = assessment.expected ?? {};
      if (
        error instanceof NotificationUnavailable &&
        (await this.wasHandled(notification, authorization ?? undefined))
      )
        return undefined;
      throw error;
    }
  }

  private isReversed(notification: Incoming): Promise<boolean> {
    const unless = notification.kind === 'payment' ? reversalMark(notification) : undefined;
    return isBarred(this.inbox, notification, { unless });
  }

  /**
   * Whether the inbox remembers this very notification, as far as it can be told without a plan. What is no authorization was
   * handled only where it claimed its order: the same transaction may have been handled as one before.
   *
   * @param authorization what the app says
   * @throws NotificationConflict if another one paid the order
   */
  private async wasHandled(notification: Incoming, authorization?: boolean): Promise<boolean> {
    const isPayment = notification.kind === 'refund' ? false : pays(notification);
    const mayClaimItself = isPayment === false || (isPayment === undefined && authorization !== false);
    if (mayClaimItself && (await this.wasDone(notification, claimOf(notification, false)))) return true;
    if (isPayment === false) return false;
    const order = claimOf(notification, true);
    if (isPayment === true) return this.wasDone(notification, order);
    return (await recall(this.inbox, notification, order.key)) === order.outcome;
  }

  /** Whether a claim is done already. @throws NotificationConflict if it is, and with another outcome */
  private async wasDone(notification: Incoming, { key, outcome }: NotificationClaim): Promise<boolean> {
    const before = await recall(this.inbox, notification, key);
    if (before !== undefined && before !== outcome) throw otherOutcome(notification, before);
    return before !== undefined;
  }
}

function isPaidTwice(error: unknown): boolean {
  return error instanceof NotificationConflict && error.reason === 'paid-twice';
}

/** @throws NotificationConflict where the route takes other messages: payments and payouts never stand in for each other */
async function byRoute<Result>(
  notification: AnyNotification,
  handlers: NotificationHandlers,
  { payments, payouts }: ByRoute<Result>,
): Promise<Result> {
  if (notification.kind === 'payout') {
    if (handlers.takes === 'payouts') return payouts(notification, handlers);
  } else if (handlers.takes === 'payments') return payments(notification, handlers);
  const subject = notificationSubject(notification);
  throw new NotificationConflict(
    'wrong-route',
    subject,
    handleMessages.wrongRoute(subject, notification.kind),
  );
}
