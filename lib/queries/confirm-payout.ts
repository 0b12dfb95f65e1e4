import { type HttpException, Inject, Injectable } from '@nestjs/common';

import type { PayoutQueryResponse } from '../apis/payout/payout-query.response.js';
import { PayoutService } from '../apis/payout/payout.service.js';
import { SentPayouts } from '../apis/payout/sent-payouts.js';
import { isBlank } from '../common/blank.js';
import { fenOf } from '../common/money.js';
import { type PayoutEnd, payoutEnd, type PayoutState } from '../common/payments/payout-state.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../config/settings.js';
import { notificationId } from '../notifications/handle/claim-of.js';
import { handleMessages } from '../notifications/handle/handle.messages.js';
import { PayoutConfirmation } from '../notifications/handle/payout-confirmation.js';
import { notificationSubject } from '../notifications/model/any-notification.js';
import type { PayoutNotification } from '../notifications/model/payout-notification.js';
import { NotificationConflict, NotificationUnavailable } from '../notifications/model/refusal.js';
import { isConfirmed } from './is-confirmed.js';
import { queryMessages } from './query.messages.js';
import { RationedQuestions } from './rationed-questions.js';

/** What a query says of a payout of which a message claims an end. A bank may have returned it since it was paid. */
const CONFIRMING: Readonly<Record<PayoutEnd, readonly PayoutState[]>> = {
  paid: ['paid', 'returned'],
  failed: ['failed'],
  returned: ['returned'],
  closed: ['closed'],
};

/** What a query says that may still become such an end. */
const NOT_YET: Readonly<Record<PayoutEnd, readonly PayoutState[]>> = {
  paid: ['open', 'needs-confirmation'],
  failed: ['open', 'needs-confirmation'],
  returned: ['open', 'needs-confirmation', 'paid'],
  closed: ['open', 'needs-confirmation'],
};

/**
 * Asks LianLian's query before the handler of a payout runs: where the app does not know the transaction, so that a message
 * about a payment would look the same, and for merchants whose settings want it.
 */
@Injectable()
export class ConfirmPayout extends PayoutConfirmation {
  private readonly questions = new RationedQuestions<PayoutQueryResponse>();

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    private readonly payouts: PayoutService,
    private readonly sent: SentPayouts,
  ) {
    super();
  }

  isWantedFor(oidPartner: string): boolean {
    return isConfirmed(this.settings, oidPartner);
  }

  async confirm(notification: PayoutNotification, isStateWanted: boolean): Promise<void> {
    const response = await this.ask(notification);
    const problem = otherThan(notification, response) ?? otherState(notification, response, isStateWanted);
    if (problem !== undefined) throw problem;
  }

  async assertOfLastSend(notification: PayoutNotification): Promise<void> {
    const { no_order, oid_partner, oid_paybill } = notification;
    const subject = notificationSubject(notification);
    const asked = this.sent.mayBeUnderWayAgain({ no_order, oid_partner }, oid_paybill);
    const mayFollow = await asked.catch((cause: unknown) => {
      throw new NotificationUnavailable('inbox-unreachable', queryMessages.sendsUnknown(subject), cause);
    });
    if (mayFollow) throw new NotificationUnavailable('not-confirmed', queryMessages.sentSince(subject));
  }

  private ask(notification: PayoutNotification): Promise<PayoutQueryResponse> {
    const { no_order, oid_partner } = notification;
    return this.questions.ask(notificationId(notification), async () => {
      try {
        return await this.payouts.query({ no_order, oid_partner });
      } catch (cause) {
        const sentence = queryMessages.cannotConfirm(notificationSubject(notification));
        throw new NotificationUnavailable('not-confirmed', sentence, cause);
      }
    });
  }
}

/** What is wrong where the query does not name this very payout: its transaction and its amount. */
function otherThan(
  notification: PayoutNotification,
  { state, oid_paybill, money_order }: PayoutQueryResponse,
): HttpException | undefined {
  const subject = notificationSubject(notification);
  // A payout that was closed under review never had a transaction.
  const isSilent = isBlank(oid_paybill) && !isBlank(notification.oid_paybill);
  if (state === 'not-found' || isSilent || isBlank(money_order))
    return new NotificationUnavailable('not-confirmed', queryMessages.payoutNotKnownYet(subject));
  if ((oid_paybill ?? '') !== (notification.oid_paybill ?? ''))
    return new NotificationConflict(
      'other-transaction',
      subject,
      handleMessages.otherTransaction(subject, oid_paybill ?? ''),
    );
  if (fenOf(money_order) !== fenOf(notification.money_order))
    return new NotificationConflict(
      'other-amount',
      subject,
      handleMessages.otherAmountThanQuery(subject, notification.money_order, money_order),
    );
  return undefined;
}

/**
 * What is wrong where the query does not name the state that the message claims. That it does not name it yet matters only
 * where it is wanted: a query may be late.
 */
function otherState(
  notification: PayoutNotification,
  { state }: PayoutQueryResponse,
  isStateWanted: boolean,
): HttpException | undefined {
  const subject = notificationSubject(notification);
  const end = payoutEnd(notification.result_pay);
  if (end === undefined || CONFIRMING[end].includes(state)) return undefined;
  if (!NOT_YET[end].includes(state))
    return new NotificationConflict(
      'not-confirmed',
      subject,
      queryMessages.payoutNotConfirmed(subject, notification.result_pay, state),
    );
  return isStateWanted
    ? new NotificationUnavailable('not-confirmed', queryMessages.notConfirmedYet(subject, state))
    : undefined;
}
