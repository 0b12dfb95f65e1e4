import { Injectable, InternalServerErrorException } from '@nestjs/common';

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

/** What is to be done with a notification that is as expected; nothing with one that is settled already. */
type Assessment =
  | { readonly settled: true }
  | {
      readonly settled: false;
      readonly hook: NamedHook;
      readonly expected: ExpectedPayment | undefined;
      /** Whether LianLian takes back a payment that the app has as paid. */
      readonly isUndone: boolean;
    };

/** Asks a controller what it expects, and runs its hooks. */
@Injectable()
export class HookRunner {
  constructor(private readonly merchants: MerchantRegistry) {}

  /**
   * Compares the notification with what the app expects, and picks the hook that it is for.
   *
   * @throws NotificationConflict, HookFailure, InternalServerErrorException
   */
  async assess(notification: AnyNotification, handlers: NotificationHandlers): Promise<Assessment> {
    if (notification.kind === 'refund') {
      await this.compareRefund(notification, handlers);
      return { settled: false, hook: handlers.refund, expected: undefined, isUndone: false };
    }
    const expected = await this.expectedPayment(notification, handlers);
    const comparison =
      handlers.expects === undefined
        ? 'as-expected'
        : comparePayment(notification, expected, this.merchants.hasSeveral);
    if (comparison === 'settled') return { settled: true };
    const isPayment = pays(notification, expected?.authorization === true);
    const hook = isPayment ? handlers.payment : handlers.other;
    return { settled: false, hook, expected: expected ?? undefined, isUndone: comparison === 'undone' };
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
