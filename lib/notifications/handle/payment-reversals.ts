import { Inject, Injectable } from '@nestjs/common';

import { isBlank } from '../../common/blank.js';
import {
  NOTIFICATION_INBOX,
  type NotificationInbox,
  type OnceResult,
} from '../../common/inbox/notification-inbox.js';
import { pause } from '../../common/timing/pause.js';
import { paymentStateOf } from '../../common/payments/payment-state.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../../config/settings.js';
import { notificationSubject } from '../model/any-notification.js';
import type { PaymentNotification } from '../model/payment-notification.js';
import { NotificationUnavailable } from '../model/refusal.js';
import { claimOf, reversalMark, transactionIn } from './claim-of.js';
import { handleMessages } from './handle.messages.js';
import { recall, unreachable } from './recall.js';

/** The longest time from a claim's look for the mark to its lock: on a database, some microseconds. */
export const CLAIM_MS = 100;

/** What LianLian may still say of a transaction that paid: the money went back, and the order has to follow. */
export function takesBack(notification: PaymentNotification): boolean {
  return ['failed', 'reversed'].includes(paymentStateOf(notification));
}

/**
 * Keeps a payment and what takes it back apart: neither hook runs while the other does, and no success is settled from the
 * moment at which LianLian said that the money went back.
 */
@Injectable()
export class PaymentReversals {
  constructor(
    @Inject(NOTIFICATION_INBOX) private readonly inbox: NotificationInbox,
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
  ) {}

  /**
   * Resolves when the message that takes a payment back may be handled: a success is done by now, or never will be. Marked
   * first, and then looked: a success that began before the look is seen by it, and one that begins later sees the mark.
   *
   * @throws HttpException 503 while the payment is being handled, or where the inbox does not tell
   */
  async begin(notification: PaymentNotification): Promise<void> {
    if (paymentStateOf(notification) === 'reversed') {
      await this.mark(notification);
      await pause(CLAIM_MS);
    }
    // Without its time the order cannot be named. The mark stands all the same.
    if (!isBlank(notification.dt_order)) await this.refuseWhileItPays(notification);
  }

  /** Whether the inbox remembers that this very transaction paid its order, as far as the message names that. */
  async isOfPayment(notification: PaymentNotification): Promise<boolean> {
    const { dt_order, oid_paybill } = notification;
    if (isBlank(dt_order)) return false;
    const outcome = await recall(this.inbox, notification, claimOf(notification, true).key);
    return outcome !== undefined && transactionIn(outcome) === oid_paybill;
  }

  private async mark(notification: PaymentNotification): Promise<void> {
    const { status } = await this.once(notification, reversalMark(notification), () => Promise.resolve());
    if (status !== 'ran' && status !== 'done') throw busy(notification);
  }

  private async refuseWhileItPays(notification: PaymentNotification): Promise<void> {
    const order = { isFree: false };
    const look = (): Promise<never> => {
      order.isFree = true;
      // Which gives the claim back.
      return Promise.reject(new Error('Nothing is done under this claim.'));
    };
    try {
      const { status } = await this.once(notification, claimOf(notification, true).key, look);
      if (status !== 'done') throw busy(notification);
    } catch (error) {
      if (!order.isFree) throw error;
    }
  }

  private async once(
    notification: PaymentNotification,
    key: string,
    work: () => Promise<void>,
  ): Promise<OnceResult> {
    const { leaseMs, maxHandlingMs } = this.settings.notifications;
    try {
      return await this.inbox.once(key, 'reversal', work, { leaseMs, maxHandlingMs });
    } catch (error) {
      throw unreachable(notification, error);
    }
  }
}

function busy(notification: PaymentNotification): NotificationUnavailable {
  return new NotificationUnavailable('busy', handleMessages.inProgress(notificationSubject(notification)));
}
