import { Injectable, InternalServerErrorException } from '@nestjs/common';

import { isBlank } from '../../common/blank.js';
import { pays } from '../../common/payment-state.js';
import { MerchantRegistry } from '../../config/merchant-registry.js';
import { handleMessages } from './handle.messages.js';
import { comparePayment, compareRefund, refundNotComparable } from './check-expected.js';
import {
  type ExpectedPayment,
  type ExpectedRefund,
  type ExpectsPayments,
  hookResult,
  type NotificationContext,
} from '../model/hooks.js';
import type { NamedHook, NotificationHandlers } from './notification-handlers.js';
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
  /** When the app was asked, on the clock of `performance.now()`. */
  readonly askedAt: number;
}

/** Asks a controller what it expects, and runs its hooks. */
@Injectable()
export class HookRunner {
  constructor(private readonly merchants: MerchantRegistry) {}

  /**
   * Compares the notification with what the app expects.
   *
   * @throws NotificationConflict, HookFailure, InternalServerErrorException
   */
  async assess(notification: AnyNotification, handlers: NotificationHandlers): Promise<Assessment> {
    const askedAt = performance.now();
    if (notification.kind === 'refund') {
      await this.compareRefund(notification, handlers);
      return { expected: undefined, pays: false, askedAt };
    }
    if (handlers.expects === undefined) {
      return { expected: undefined, pays: await this.pays(notification, undefined), askedAt };
    }
    const expected = await this.expectedPayment(notification, handlers);
    comparePayment(notification, expected, this.merchants.hasSeveral);
    return { expected, pays: await this.pays(notification, expected.authorization), askedAt };
  }

  /** @throws HookFailure */
  async run(hook: NamedHook, notification: AnyNotification, context: NotificationContext): Promise<void> {
    const { name, run } = hook;
    if (run === undefined) {
      throw new HookFailure(name, handleMessages.hookMissing(notificationSubject(notification), name));
    }
    try {
      await hookResult(run(notification, context));
    } catch (cause) {
      throw failureOf(name, notification, cause);
    }
  }

  /** Where a merchant pays out, "no authorization" makes no payment: a payout's message names no `pay_type` either. */
  private async pays(
    notification: PaymentNotification,
    isAuthorization: boolean | null | undefined,
  ): Promise<boolean | undefined> {
    const isTold = pays(notification, isAuthorization ?? undefined);
    if (isTold !== true || !isBlank(notification.pay_type)) return isTold;
    const merchant = await this.merchants.find(notification.oid_partner);
    return merchant?.payoutNotifyUrl === undefined ? true : undefined;
  }

  private async expectedPayment(
    notification: PaymentNotification,
    { expects }: NotificationHandlers,
  ): Promise<ExpectedPayment | null | undefined> {
    if (expects === undefined) return undefined;
    const { no_order, dt_order, oid_partner } = notification;
    try {
      // Without the hook (an arrow property that was never set) this throws, and nothing is acknowledged.
      const expected = (expects as ExpectsPayments).expectedPayment(no_order, dt_order, oid_partner);
      return (await hookResult(expected)) as ExpectedPayment | null | undefined;
    } catch (cause) {
      throw failureOf('expectedPayment', notification, cause);
    }
  }

  private async compareRefund(
    notification: RefundNotification,
    { expects }: NotificationHandlers,
  ): Promise<void> {
    if (expects === undefined) return;
    if (expects.expectedRefund === undefined) {
      if (this.merchants.hasSeveral) throw refundNotComparable(notification);
      return;
    }
    const { no_refund = '', dt_refund = '', oid_partner } = notification;
    let expected: unknown;
    try {
      expected = await hookResult(expects.expectedRefund(no_refund, dt_refund, oid_partner));
    } catch (cause) {
      throw failureOf('expectedRefund', notification, cause);
    }
    compareRefund(notification, expected as ExpectedRefund | null | undefined, this.merchants.hasSeveral);
  }
}

/** Whatever a hook throws, a `NotFoundException` too, is a 500: it is no response to LianLian. */
function failureOf(hook: string, notification: AnyNotification, cause: unknown): HookFailure {
  return new HookFailure(hook, handleMessages.hookFailed(notificationSubject(notification), hook), cause);
}
