import { Injectable } from '@nestjs/common';

import { isBlank } from '../../common/blank.js';
import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import { type AnyNotification, notificationFields, notificationSubject } from '../model/any-notification.js';
import type { PaymentNotification } from '../model/payment-notification.js';
import type { RefundNotification } from '../model/refund-notification.js';
import { claimOf, type NotificationClaim, reversalMark } from './claim-of.js';
import type { ExpectedPayment } from '../model/hooks.js';
import { type AskedOnce, isDoneMeanwhile } from './done-meanwhile.js';
import { handleMessages } from './handle.messages.js';
import { type Assessment, HookRunner } from './hook-runner.js';
import type { NamedHook, PaymentHandlers } from './notification-handlers.js';
import { LinesOnce } from './lines-once.js';
import { paidTwice } from './other-outcome.js';
import { type LookedUpPayment, PaymentConfirmation } from './payment-confirmation.js';
import { PaymentReversals, takesBack } from './payment-reversals.js';

/** What is to be done with a notification, and under which claim. */
export interface HandlingPlan extends AskedOnce {
  readonly claim: NotificationClaim;
  /**
   * What comes before the claim: a question to LianLian, where the merchant wants that, or to the inbox. Rejects with an
   * HttpException.
   */
  readonly first?: (() => Promise<void>) | undefined;
  /** Rejects with an HttpException. */
  readonly work: (transaction: unknown) => Promise<void>;
}

/** What is decided by what is known. */
type Decision = Omit<HandlingPlan, 'askedAt'>;

/** Decides which hook a notification that is as expected goes to, and what it claims. */
@Injectable()
export class HandlingPlanner {
  private readonly logger = new LianlianLogger();
  private readonly lines = new LinesOnce();

  constructor(
    private readonly hooks: HookRunner,
    private readonly confirmation: PaymentConfirmation,
    private readonly reversals: PaymentReversals,
  ) {}

  /** @throws HttpException 409 paid twice, 503 where LianLian does not tell whether it is a payment */
  async plan(
    notification: PaymentNotification | RefundNotification,
    handlers: PaymentHandlers,
    known: Assessment,
  ): Promise<HandlingPlan> {
    const { claim, isPaidMeanwhile, first, work } =
      notification.kind === 'refund'
        ? this.running(handlers.refund, notification, claimOf(notification, false))
        : await this.planPayment(notification, handlers, known);
    return { claim, isPaidMeanwhile, first, work, askedAt: known.askedAt };
  }

  private async planPayment(
    notification: PaymentNotification,
    handlers: PaymentHandlers,
    known: Assessment,
  ): Promise<Decision> {
    const { expected, pays, askedAt } = known;
    const paidBy = paidByOf(expected);
    if (isSettled(notification, expected)) {
      return { claim: claimOf(notification, pays !== false), work: () => Promise.resolve() };
    }
    const { isPayment, dt_order } = await this.decided(notification, known);
    const claim = claimOf(notification, isPayment, dt_order);
    if (isPayment && paidBy !== undefined) throw paidTwice(notification, paidBy);
    if (isPayment) {
      const unlessReversed = { ...claim, unless: reversalMark(notification) };
      const run = this.running(handlers.payment, notification, unlessReversed);
      const isPaidMeanwhile = (): Promise<boolean> => this.isPaidMeanwhile(notification, handlers);
      const work = async (transaction: unknown): Promise<void> => {
        if (transaction === undefined && (await isDoneMeanwhile({ askedAt, isPaidMeanwhile }))) return;
        await run.work(transaction);
      };
      const isConfirmed = this.confirmation.isWantedFor(notification.oid_partner);
      const first = isConfirmed ? () => this.confirmation.confirm(notification, expected) : undefined;
      return { claim: unlessReversed, isPaidMeanwhile, work, first };
    }
    const { name } = handlers.other;
    const warning = handleMessages.undone(notificationSubject(notification), notification.result_pay, name);
    if (!takesBack(notification)) return this.running(handlers.other, notification, claim);
    const isUndone = paidBy === notification.oid_paybill || (await this.reversals.isOfPayment(notification));
    const run = this.running(handlers.other, notification, claim, isUndone ? warning : undefined);
    return { ...run, first: () => this.reversals.begin(notification) };
  }

  /**
   * Whether it is a payment, and of which order: LianLian is asked where the message leaves either open, and where it may be
   * about a payout.
   */
  private async decided(
    notification: PaymentNotification,
    { expected, pays, mayBePayout }: Assessment,
  ): Promise<LookedUpPayment> {
    const { dt_order } = notification;
    const isTold = pays === false || (pays === true && !isBlank(dt_order));
    if (isTold && !mayBePayout) return { isPayment: pays, dt_order };
    const found = await this.confirmation.lookUp(notification, expected);
    return { isPayment: pays ?? found.isPayment, dt_order: found.dt_order };
  }

  /**
   * Whether this transaction paid the order since the app was asked: its handler may have run in a process that died
   * before the inbox remembered it.
   *
   * @throws NotificationConflict if another one did
   */
  private async isPaidMeanwhile(
    notification: PaymentNotification,
    handlers: PaymentHandlers,
  ): Promise<boolean> {
    const { expected } = await this.hooks.assess(notification, handlers);
    const paidBy = paidByOf(expected);
    if (paidBy !== undefined && paidBy !== notification.oid_paybill) throw paidTwice(notification, paidBy);
    return paidBy !== undefined;
  }

  private running(
    hook: NamedHook,
    notification: AnyNotification,
    claim: NotificationClaim,
    warning?: string,
  ): Decision {
    const work = (transaction: unknown): Promise<void> => {
      if (warning !== undefined && this.lines.take(claim.key, warning) !== 'none')
        this.logger.warn(warning, notificationFields(notification));
      return this.hooks.run(hook, notification, { transaction });
    };
    return { claim, work };
  }
}

/** Whether the app says that this very transaction paid, and the notification takes nothing back. */
export function isSettled(
  notification: PaymentNotification | RefundNotification,
  expected: ExpectedPayment | undefined,
): boolean {
  return (
    notification.kind === 'payment' &&
    paidByOf(expected) === notification.oid_paybill &&
    !takesBack(notification)
  );
}

function paidByOf(expected: ExpectedPayment | undefined): string | undefined {
  const { oid_paybill } = expected ?? {};
  return isBlank(oid_paybill) ? undefined : oid_paybill;
}
