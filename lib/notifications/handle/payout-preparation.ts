import { Inject, Injectable } from '@nestjs/common';

import { isBlank } from '../../common/blank.js';
import { isUnpaidEnd, payoutEnd } from '../../common/payments/payout-state.js';
import { NOTIFICATION_INBOX, type NotificationInbox } from '../../common/inbox/notification-inbox.js';
import { MerchantRegistry } from '../../config/merchant-registry.js';
import type { ExpectedPayout, ExpectsPayouts } from '../model/hooks.js';
import type { PayoutNotification } from '../model/payout-notification.js';
import { comparePayout } from './check-expected.js';
import { claimOf, type NotificationClaim } from './claim-of.js';
import type { HandlingPlan } from './handling-plan.js';
import { HookRunner } from './hook-runner.js';
import type { PayoutHandlers } from './notification-handlers.js';
import { otherOutcome } from './other-outcome.js';
import { endClaim, endOf, isOfNextSending, isReturnOf, isSameFailure } from './payout-claims.js';
import { PayoutConfirmation } from './payout-confirmation.js';
import { recall } from './recall.js';

/** All that is asked before a payout's notification is claimed: the app, the inbox, and LianLian. */
@Injectable()
export class PayoutPreparation {
  constructor(
    @Inject(NOTIFICATION_INBOX) private readonly inbox: NotificationInbox,
    private readonly merchants: MerchantRegistry,
    private readonly hooks: HookRunner,
    private readonly confirmation: PayoutConfirmation,
  ) {}

  /**
   * What the app expects. Undefined for a copy of what was handled, whatever the app has forgotten since.
   *
   * @throws HttpException 409 not as expected or no end of a payout, 500 a hook failed, 503 no inbox
   */
  async assess(
    notification: PayoutNotification,
    handlers: PayoutHandlers,
  ): Promise<ExpectedPayout | undefined> {
    try {
      const expected = await this.expectedPayout(notification, handlers);
      comparePayout(notification, expected, this.merchants.hasSeveral);
      endOf(notification);
      return expected;
    } catch (error) {
      if (await this.wasHandled(notification)) return undefined;
      throw error;
    }
  }

  /** What is to be done. Undefined for a copy of what was handled. @throws HttpException as `assess`, and 409 */
  async plan(notification: PayoutNotification, handlers: PayoutHandlers): Promise<HandlingPlan | undefined> {
    const askedAt = performance.now();
    const expected = await this.assess(notification, handlers);
    if (expected === undefined) return undefined;
    const claim = await this.claim(notification);
    const isStateWanted = this.confirmation.isWantedFor(notification.oid_partner);
    const isConfirmed = isStateWanted || isBlank(expected.oid_paybill);
    const isUnpaid = isUnpaidEnd(payoutEnd(notification.result_pay));
    const first = async (): Promise<void> => {
      if (isConfirmed) await this.confirmation.confirm(notification, isStateWanted);
      if (isUnpaid) await this.confirmation.assertOfLastSend(notification);
    };
    return {
      claim,
      askedAt,
      work: (transaction) => this.hooks.run(handlers.payout, notification, { transaction }),
      ...(isConfirmed || isUnpaid ? { first } : {}),
    };
  }

  /** Whether the inbox remembers this very notification. */
  async wasHandled(notification: PayoutNotification): Promise<boolean> {
    const { end, before } = await this.lastEnd(notification);
    if (before !== undefined && (before === end.outcome || isSameFailure(before, notification))) return true;
    return (await recall(this.inbox, notification, claimOf(notification, false).key)) !== undefined;
  }

  /** @throws HttpException 409 where the payout ended otherwise before, 503 no inbox */
  private async claim(notification: PayoutNotification): Promise<NotificationClaim> {
    const { end, before } = await this.lastEnd(notification);
    if (before === undefined || before === end.outcome) return end;
    // A copy: the claim ends with the very outcome that is remembered.
    if (isSameFailure(before, notification)) return { ...end, outcome: before };
    if (isReturnOf(before, notification)) return claimOf(notification, false);
    throw otherOutcome(notification, before);
  }

  /** What this end claims, and the end that the inbox remembers in its place. @throws HttpException 503 no inbox */
  private async lastEnd(
    notification: PayoutNotification,
  ): Promise<{ readonly end: NotificationClaim; readonly before: string | undefined }> {
    for (let link = 0; ; link++) {
      const end = endClaim(notification, link);
      const before = await recall(this.inbox, notification, end.key);
      if (before === undefined || !isOfNextSending(before, notification)) return { end, before };
    }
  }

  private async expectedPayout(
    notification: PayoutNotification,
    { expects }: PayoutHandlers,
  ): Promise<ExpectedPayout | null | undefined> {
    const { no_order, dt_order, oid_partner } = notification;
    // Without the hook (an arrow property that was never set) this throws, and nothing is acknowledged.
    return (await this.hooks.expectation('expectedPayout', notification, () =>
      (expects as ExpectsPayouts).expectedPayout(no_order, dt_order, oid_partner),
    )) as ExpectedPayout | null | undefined;
  }
}
