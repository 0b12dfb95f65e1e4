import { type HttpException, Inject, Injectable } from '@nestjs/common';

import { isBlank } from '../common/blank.js';
import { isSamePrice } from '../common/currency.js';
import { PAYMENT_PRODUCTS, type PaymentProduct } from '../common/payments/payment-reference.js';
import type { PaymentState } from '../common/payments/payment-state.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../config/settings.js';
import { isConfirmed } from './is-confirmed.js';
import { queryMessages } from './query.messages.js';
import type { ExpectedPayment } from '../notifications/model/hooks.js';
import { notificationSubject } from '../notifications/model/any-notification.js';
import { notificationId } from '../notifications/handle/claim-of.js';
import { type LookedUpPayment, PaymentConfirmation } from '../notifications/handle/payment-confirmation.js';
import type { PaymentNotification } from '../notifications/model/payment-notification.js';
import { NotificationConflict, NotificationUnavailable } from '../notifications/model/refusal.js';
import { PaymentQuery } from './payment-query.js';
import type { PaymentStatus } from './payment-status.js';
import { RationedQuestions } from './rationed-questions.js';

/**
 * Asks LianLian's query API before a payment's handler runs: for merchants whose settings want it, or where the message
 * does not say whether it is a payment.
 */
@Injectable()
export class ConfirmByQuery extends PaymentConfirmation {
  private readonly questions = new RationedQuestions<readonly PaymentStatus[]>();

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    private readonly queries: PaymentQuery,
  ) {
    super();
  }

  isWantedFor(oidPartner: string): boolean {
    return isConfirmed(this.settings, oidPartner);
  }

  async confirm(notification: PaymentNotification, expected: ExpectedPayment | undefined): Promise<void> {
    const statuses = await this.statuses(notification, expected);
    if (statuses.some((status) => isSamePayment(notification, status))) return;
    throw unconfirmed(
      notificationSubject(notification),
      statuses.map(({ state }) => state),
    );
  }

  async lookUp(
    notification: PaymentNotification,
    expected: ExpectedPayment | undefined,
  ): Promise<LookedUpPayment> {
    const statuses = await this.statuses(notification, expected);
    const found = statuses.find((status) => isNamed(notification, status, expected));
    const dt_order = found?.response?.dt_order ?? notification.dt_order;
    if (found !== undefined && !isBlank(dt_order)) {
      const isPayment =
        found.state === 'pending' ? expected?.authorization === false : found.state === 'paid';
      return { isPayment, dt_order };
    }
    throw new NotificationUnavailable(
      'not-confirmed',
      queryMessages.undecided(notificationSubject(notification)),
    );
  }

  /** What the queries say, to the first that knows this very transaction. */
  private statuses(
    notification: PaymentNotification,
    expected: ExpectedPayment | undefined,
  ): Promise<readonly PaymentStatus[]> {
    return this.questions.ask(notificationId(notification), async () => {
      const statuses: PaymentStatus[] = [];
      // The payer may have left the page of one product and paid by another: every query may know this transaction.
      for (const product of productsFor(notification, expected?.product)) {
        const status = await this.askFor(product, notification).catch((cause: unknown) => {
          const sentence = queryMessages.cannotConfirm(notificationSubject(notification));
          throw new NotificationUnavailable('not-confirmed', sentence, cause);
        });
        statuses.push(status);
        if (isKnown(notification, status, expected)) break;
      }
      return statuses;
    });
  }

  /** The payment of this order; where that is another transaction, this very one, if the query knows it. */
  private async askFor(
    product: PaymentProduct,
    { no_order, dt_order, oid_paybill, oid_partner }: PaymentNotification,
  ): Promise<PaymentStatus> {
    const order = { product, no_order, dt_order, oid_partner };
    // Without its time the order may be another day's: the transaction is the same on every day.
    if (isBlank(dt_order)) return this.queries.find({ ...order, oid_paybill });
    const status = await this.queries.find(order);
    if (status.response === undefined || status.response.oid_paybill === oid_paybill) return status;
    const ofTransaction = await this.queries.find({ ...order, oid_paybill });
    return ofTransaction.state === 'not-found' ? status : ofTransaction;
  }
}

/**
 * The product that the app names, and then the others; where it names none, of a message that names a currency the one that
 * does. Without a currency it is of no such product. Easypay and MPAY have one query between them.
 */
function productsFor(
  { currency_order }: PaymentNotification,
  named: PaymentProduct | null | undefined,
): readonly PaymentProduct[] {
  const first = named ?? (isBlank(currency_order) ? undefined : 'exchange');
  const left = first === 'mpay' ? 'easypay' : 'mpay';
  return PAYMENT_PRODUCTS.filter(
    (product) =>
      product === first || (product !== left && (product !== 'exchange' || !isBlank(currency_order))),
  ).toSorted((one, other) => Number(other === first) - Number(one === first));
}

/** What is not confirmed for certain may still be: only a final word of a query refuses it. */
function unconfirmed(subject: string, states: readonly PaymentState[]): HttpException {
  const said = states.find((state) => state !== 'not-found') ?? 'not-found';
  return states.includes('pending') || said === 'not-found'
    ? new NotificationUnavailable('not-confirmed', queryMessages.notConfirmedYet(subject, said))
    : new NotificationConflict('not-confirmed', subject, queryMessages.notConfirmed(subject, said));
}

/** Whether a query knows this very transaction, which makes it a payment's. Of a success it has to say what became of it. */
function isKnown(
  notification: PaymentNotification,
  status: PaymentStatus,
  expected: ExpectedPayment | undefined,
): boolean {
  if (notification.result_pay !== 'SUCCESS') return status.response?.oid_paybill === notification.oid_paybill;
  if (isToldByApp(notification, status, expected)) return true;
  return isSame(notification, status, 'paid') || isSame(notification, status, 'authorized');
}

/** The same, with its amount in its currency. */
function isNamed(
  notification: PaymentNotification,
  status: PaymentStatus,
  expected: ExpectedPayment | undefined,
): boolean {
  if (isSame(notification, status, 'authorized')) return true;
  return isKnown(notification, status, expected) && isOfSameAmount(notification, status);
}

/**
 * Whether a query names this success, so that it is no payout's, and leaves open whether it is an authorization, which the app
 * says.
 */
function isToldByApp(
  notification: PaymentNotification,
  status: PaymentStatus,
  expected: ExpectedPayment | undefined,
): boolean {
  const isTold = typeof expected?.authorization === 'boolean';
  return isTold && isSame(notification, status, 'pending') && status.response?.result_pay === 'SUCCESS';
}

function isOfSameAmount(notification: PaymentNotification, { response }: PaymentStatus): boolean {
  return response !== undefined && isSamePrice(response, notification);
}

function isSamePayment(notification: PaymentNotification, status: PaymentStatus): boolean {
  return isSame(notification, status, 'paid') && isOfSameAmount(notification, status);
}

function isSame(
  { oid_paybill }: PaymentNotification,
  { state, response }: PaymentStatus,
  wanted: PaymentState,
): boolean {
  return state === wanted && response?.oid_paybill === oid_paybill;
}
