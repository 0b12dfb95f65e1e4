import { Inject, Injectable, InternalServerErrorException } from '@nestjs/common';

import { isBlank } from '../../common/blank.js';
import { NOTIFICATION_INBOX, type NotificationInbox } from '../../common/inbox/notification-inbox.js';
import { pays } from '../../common/payments/payment-state.js';
import { sentPayoutKey } from '../../common/payments/sent-payout-key.js';
import { MerchantRegistry } from '../../config/merchant-registry.js';
import { handleMessages } from './handle.messages.js';
import { comparePayment, compareRefund, readExpected, refundNotComparable } from './check-expected.js';
import {
  type ExpectedPayment,
  type ExpectedRefund,
  type ExpectsPayments,
  hookResult,
  type NotificationContext,
} from '../model/hooks.js';
import type { NamedHook, PaymentHandlers } from './notification-handlers.js';
import { PayoutRoutes } from './payout-routes.js';
import { recall } from './recall.js';
import { type AnyNotification, notificationSubject } from '../model/any-notification.js';
import type { PaymentNotification } from '../model/payment-notification.js';
import type { RefundNotification } from '../model/refund-notification.js';

/** A hook that threw, or that the controller lacks: 500, with what it threw as `cause`. */
export class HookFailure extends InternalServerErrorException {
  constructor(
    readonly hook: string,
    sentence: string,
    cause?: unknown,
  ) {
    super(sentence, { cause });
  }
}

/** What the app says of a notification that is as expected. */
export interface Assessment {
  readonly expected: ExpectedPayment | undefined;
  /** Whether it pays its order. Undefined where neither the message nor the app tells. */
  readonly pays: boolean | undefined;
  /** Whether it may be about a payout, for all that the message and the app say. */
  readonly mayBePayout: boolean;
  /** When the app was asked, on the clock of `performance.now()`. */
  readonly askedAt: number;
}

/** Asks a controller what it expects, and runs its hooks. */
@Injectable()
export class HookRunner {
  constructor(
    @Inject(NOTIFICATION_INBOX) private readonly inbox: NotificationInbox,
    private readonly merchants: MerchantRegistry,
    private readonly payoutRoutes: PayoutRoutes,
  ) {}

  /**
   * Compares the notification with what the app expects.
   *
   * @throws NotificationConflict, HookFailure, InternalServerErrorException
   */
  async assess(
    notification: PaymentNotification | RefundNotification,
    handlers: PaymentHandlers,
  ): Promise<Assessment> {
    const askedAt = performance.now();
    if (notification.kind === 'refund') {
      await this.compareRefund(notification, handlers);
      return { expected: undefined, pays: false, mayBePayout: false, askedAt };
    }
    const mayBePayout = await this.mayBePayout(notification, handlers);
    if (handlers.expects === undefined) {
      return { expected: undefined, pays: pays(notification), mayBePayout, askedAt };
    }
    const expected = await this.expectedPayment(notification, handlers);
    comparePayment(notification, expected, this.merchants.hasSeveral);
    const isPaying = pays(notification, expected.authorization ?? undefined);
    // Where a merchant pays out, "no authorization" makes no payment.
    return { expected, pays: isPaying === true && mayBePayout ? undefined : isPaying, mayBePayout, askedAt };
  }

  /** @throws HookFailure */
  async run(hook: NamedHook, notification: AnyNotification, context: NotificationContext): Promise<void> {
    const { name, run } = hook;
    if (run === undefined) {
      throw new HookFailure(name, handleMessages.hookMissing(notificationSubject(notification), name));
    }
    await this.ask(name, notification, () => run(notification, context));
  }

  /** What a hook says of a notification. @throws HookFailure */
  async ask(hook: string, notification: AnyNotification, call: () => unknown): Promise<unknown> {
    try {
      return await hookResult(call());
    } catch (cause) {
      throw failureOf(hook, notification, cause);
    }
  }

  /** What an expectation of the app's is, as far as it is compared. @throws HookFailure */
  async expectation(
    hook: 'expectedPayment' | 'expectedRefund' | 'expectedPayout',
    notification: AnyNotification,
    call: () => unknown,
  ): Promise<unknown> {
    return this.ask(hook, notification, async () => readExpected(hook, await hookResult(call())));
  }

  /**
   * A payout's message names neither `pay_type` nor `currency_order`, whatever its result: where payouts are made, nothing else tells it from a
   * payment's. An app without a route for them, whose merchant has no `payoutNotifyUrl`, may have sent one all the same.
   */
  private async mayBePayout(
    notification: PaymentNotification,
    { paysOut }: PaymentHandlers,
  ): Promise<boolean> {
    const { pay_type, currency_order, oid_partner, no_order } = notification;
    if (!isBlank(pay_type) || !isBlank(currency_order)) return false;
    if (paysOut || this.payoutRoutes.areThere()) return true;
    if ((await this.merchants.find(oid_partner))?.payoutNotifyUrl !== undefined) return true;
    return (await recall(this.inbox, notification, sentPayoutKey(oid_partner, no_order))) !== undefined;
  }

  private async expectedPayment(
    notification: PaymentNotification,
    { expects }: PaymentHandlers,
  ): Promise<ExpectedPayment | null | undefined> {
    const { no_order, dt_order, oid_partner } = notification;
    // Without the hook (an arrow property that was never set) this throws, and nothing is acknowledged.
    return (await this.expectation('expectedPayment', notification, () =>
      (expects as ExpectsPayments).expectedPayment(no_order, dt_order, oid_partner),
    )) as ExpectedPayment | null | undefined;
  }

  private async compareRefund(notification: RefundNotification, { expects }: PaymentHandlers): Promise<void> {
    if (expects === undefined) return;
    if (expects.expectedRefund === undefined) {
      if (this.merchants.hasSeveral) throw refundNotComparable(notification);
      return;
    }
    const { no_refund = '', dt_refund = '', oid_partner } = notification;
    const expected = await this.expectation('expectedRefund', notification, () =>
      expects.expectedRefund?.(no_refund, dt_refund, oid_partner),
    );
    compareRefund(notification, expected as ExpectedRefund | null | undefined, this.merchants.hasSeveral);
  }
}

/** Whatever a hook throws, a `NotFoundException` too, is a 500: it is no response to LianLian. */
function failureOf(hook: string, notification: AnyNotification, cause: unknown): HookFailure {
  return new HookFailure(hook, handleMessages.hookFailed(notificationSubject(notification), hook), cause);
}
