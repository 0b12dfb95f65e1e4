import { errorMessage, isInstance } from '../common/secrets/error-text.js';
import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { errorFields, type LogFields } from '../common/logging/log-fields.js';
import { pause } from '../common/timing/pause.js';
import type { PaymentProduct, PaymentReference } from '../common/payments/payment-reference.js';
import { isFinalState, type PaymentState, pays } from '../common/payments/payment-state.js';
import { LianlianError } from '../errors/lianlian.error.js';
import type { MerchantRegistry } from '../config/merchant-registry.js';
import type { LianlianSettings } from '../config/settings.js';
import { sweeperMessages } from './sweeper.messages.js';
import type { LianlianEvents } from '../notifications/model/lianlian-events.js';
import type { NotificationHandlers } from '../notifications/handle/notification-handlers.js';
import type { OnceOnlyHandler } from '../notifications/handle/once-only-handler.js';
import { checkReference } from '../queries/payment-question.js';
import { orderBeside } from '../queries/order-beside.js';
import type { PaymentQuery } from '../queries/payment-query.js';
import type { PaymentStatus } from '../queries/payment-status.js';
import { queryMessages } from '../queries/query.messages.js';
import { type AskedOrder, askedOrder } from './asked-order.js';
import { isDue } from './is-due.js';
import { handOn } from './hand-on.js';
import { notificationFrom } from './lost-notification.js';
import { SweptOrders } from './swept-orders.js';

/** One payment of a round: LianLian is asked about it when it is due, and what it says goes to the handlers. */
export class PaymentSweep {
  private readonly logger = new LianlianLogger();
  /** What this and earlier rounds saw. */
  readonly swept: SweptOrders;

  /** @param stopped ends the pauses between queries */
  constructor(
    private readonly settings: LianlianSettings,
    private readonly merchants: MerchantRegistry,
    private readonly queries: PaymentQuery,
    private readonly handling: OnceOnlyHandler,
    private readonly events: LianlianEvents,
    private readonly stopped: AbortSignal,
  ) {
    this.swept = new SweptOrders(settings.sweeper.everyMs);
  }

  /**
   * @param isRepeated whether this round has read the list before, for another route
   * @throws Error for a row that cannot be asked about
   */
  async sweepIfDue(
    payment: PaymentReference,
    handlers: NotificationHandlers,
    isRepeated: boolean,
  ): Promise<void> {
    const { olderThanMs, perSecond } = this.settings.sweeper;
    const asked = await askedOrder(payment, this.merchants);
    // By their names: entities of an ORM have getters.
    const { product, oid_paybill, money_order, currency_order } = payment;
    checkReference({ ...asked, product, money_order, currency_order });
    // With its product and transaction: an order that is listed under several is asked about under each.
    const key = JSON.stringify([asked.oid_partner, product, asked.no_order, asked.dt_order, oid_paybill]);
    if (!isDue(this.swept, key, asked, { olderThanMs, isRepeated })) return;
    const state = await this.ask({ ...asked, product, oid_paybill }, asked, handlers);
    // The order may be paid yet, by another attempt.
    const isOfThisAttempt = state === 'failed' || state === 'authorized' || state === 'reversed';
    if (isFinalState(state)) this.swept.settle(key, isOfThisAttempt);
    else if (this.swept.postpone(key, state === 'not-found')) await this.lookBeside(key, product, asked);
    await pause(1000 / perSecond, this.stopped);
  }

  /**
   * Looks whether LianLian has the order with another time, and says so, or that it does not. Nothing is settled by it: the
   * order that the app lists is another one to LianLian, and every call about it fails until its time is corrected.
   */
  private async lookBeside(key: string, product: PaymentProduct, asked: AskedOrder): Promise<void> {
    const { perSecond } = this.settings.sweeper;
    try {
      const found = await orderBeside({ ...asked, product }, async (question) => {
        await pause(1000 / perSecond, this.stopped);
        return this.queries.respond(question);
      });
      if (!this.swept.looked(key, found === undefined ? 'unknown' : 'known')) return;
      if (found === undefined) {
        const sentence = sweeperMessages.neverFound(asked.no_order, asked.dt_order, product);
        this.logger.warn(sentence, { ...fields(asked), product, state: 'not-found' });
        return;
      }
      const otherTime = found.dt_order;
      this.logger.error(queryMessages.knownByOtherTime(asked, found), undefined, {
        ...fields(asked),
        otherTime,
      });
      this.events.tell({ type: 'swept', kind: 'payment', ...numbers(asked), state: 'not-found', otherTime });
    } catch (error) {
      this.swept.looked(key, 'failed');
      const sentence = error instanceof Error ? error.message : sweeperMessages.sweepFailed();
      this.logger.warn(sentence, { ...fields(asked), ...errorFields(error) });
    }
  }

  /**
   * The payment's state; `pending` as long as a final one was not handed on.
   *
   * @param question without the row's amount: the handlers compare what was paid with what the app expects, and report the rest
   */
  private async ask(
    question: PaymentReference,
    asked: AskedOrder,
    handlers: NotificationHandlers,
  ): Promise<PaymentState> {
    let status: PaymentStatus;
    try {
      status = await this.queries.find(question);
    } catch (error) {
      // The query failed, which says nothing of the payment.
      const sentence = isInstance(error, LianlianError) ? error.message : errorMessage(error);
      this.logger.warn(sentence, { ...fields(asked), ...errorFields(error) });
      return 'pending';
    }
    const { state, response } = status;
    this.events.tell({
      type: 'swept',
      kind: 'payment',
      ...numbers(asked),
      oid_paybill: response?.oid_paybill,
      state,
    });
    // A success that may be an authorization is pending here; the app may know which of the two it is.
    if (response === undefined || (state === 'pending' && pays(response) === false)) return state;
    const notification = notificationFrom(response, asked);
    if (notification === undefined) {
      const sentence = sweeperMessages.sweptWithoutTransaction(asked.no_order, state);
      this.logger.warn(sentence, { ...fields(asked), state });
      return 'pending';
    }
    const { maxHandlingMs } = this.settings.notifications;
    const isHandled = await handOn(this.handling, notification, handlers, maxHandlingMs, () => {
      const sentence = sweeperMessages.handlerHangs(`order ${asked.no_order}`, maxHandlingMs);
      this.logger.error(sentence, undefined, fields(asked));
    });
    return isHandled ? state : 'pending';
  }
}

function fields(asked: AskedOrder): LogFields {
  return { kind: 'payment', ...asked };
}

function numbers({ no_order, oid_partner }: AskedOrder): { no_order: string; oid_partner: string } {
  return { no_order, oid_partner };
}
