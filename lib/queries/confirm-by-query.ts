import { Inject, Injectable } from '@nestjs/common';

import { fenOf } from '../common/money.js';
import { PAYMENT_PRODUCTS } from '../common/payment-reference.js';
import type { LianlianSettings } from '../config/settings.js';
import { LIANLIAN_SETTINGS } from '../config/tokens.js';
import { queryMessages } from './query.messages.js';
import type { ExpectedPayment } from '../notifications/model/hooks.js';
import { notificationSubject } from '../notifications/model/any-notification.js';
import { PaymentConfirmation } from '../notifications/handle/payment-confirmation.js';
import type { PaymentNotification } from '../notifications/model/payment-notification.js';
import { NotificationConflict, NotificationUnavailable } from '../notifications/model/refusal.js';
import { PaymentQueriesService } from './payment-queries.service.js';
import type { PaymentStatus } from './payment-status.js';

/** Asks LianLian's query API before a payment's handler runs, for merchants whose settings want it. */
@Injectable()
export class ConfirmByQuery extends PaymentConfirmation {
  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    private readonly queries: PaymentQueriesService,
  ) {
    super();
  }

  async confirm(notification: PaymentNotification, expected: ExpectedPayment | undefined): Promise<void> {
    if (!this.isWantedFor(notification.oid_partner)) return;
    const subject = notificationSubject(notification);
    const status = await this.ask(notification, expected).catch((cause: unknown) => {
      throw new NotificationUnavailable('not-confirmed', queryMessages.cannotConfirm(subject), cause);
    });
    if (isSamePayment(notification, status)) return;
    if (status.state === 'pending' || status.state === 'not-found') {
      throw new NotificationUnavailable(
        'not-confirmed',
        queryMessages.notConfirmedYet(subject, status.state),
      );
    }
    throw new NotificationConflict(
      'not-confirmed',
      subject,
      queryMessages.notConfirmed(subject, status.state),
    );
  }

  private isWantedFor(oidPartner: string): boolean {
    const { confirmByQuery } = this.settings.notifications;
    return typeof confirmByQuery === 'boolean' ? confirmByQuery : confirmByQuery.includes(oidPartner);
  }

  /** The product that the app names, or else whichever knows the payment. */
  private async ask(
    { no_order, dt_order, oid_partner }: PaymentNotification,
    expected: ExpectedPayment | undefined,
  ): Promise<PaymentStatus> {
    const products =
      expected?.product === null || expected?.product === undefined ? PAYMENT_PRODUCTS : [expected.product];
    let status: PaymentStatus = { state: 'not-found' };
    for (const product of products) {
      status = await this.queries.find({ product, no_order, dt_order, oid_partner });
      if (status.state !== 'not-found') return status;
    }
    return status;
  }
}

function isSamePayment(notification: PaymentNotification, { state, response }: PaymentStatus): boolean {
  return (
    state === 'paid' &&
    response?.oid_paybill === notification.oid_paybill &&
    fenOf(response.money_order) === fenOf(notification.money_order)
  );
}
