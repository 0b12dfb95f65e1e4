import { isDeepStrictEqual } from 'node:util';

import { Injectable, Logger } from '@nestjs/common';

import type { ShopTransaction } from '../database/shop-tables.js';
import { chinaDay } from '../pages/china-time.js';
import type { Product } from '../products/product.js';
import { cardIdOf } from './card-id.js';
import type { Order } from './order.js';
import { newOrder } from './new-order.js';
import { type FoundOrders, noSuchOrder, type OrderSearch, OrdersRepository } from './orders.repository.js';
import {
  type AttemptResult,
  type Exchanged,
  isBeingPaid,
  isSettled,
  isUnderWay,
  type OpenPayment,
  openSince,
  type Payment,
  type PaymentFamily,
  SETTLED,
} from './payment.js';
import { putOff, withUnwantedCard } from './unwanted-card.js';

/** LianLian closes an unpaid order after 7 days. */
const PAYABLE_MS = 7 * 24 * 3600 * 1000;

/** What ends where no query knows of a payment. A call that is still under way is not undone by it. */
const IS_OPEN: readonly Payment['status'][] = ['unknown', 'processing', 'calling'];

/** What LianLian says of a success. */
export interface PaidBy {
  readonly oid_paybill: string;
  readonly settle_date?: string | undefined;
  /** Token of the card that paid. */
  readonly no_agree?: string | undefined;
  /** How it was paid. */
  readonly pay_type?: string | undefined;
  /** Of an order in another currency: what the payer paid, in which currency and at which rate. */
  readonly money_pay?: string | undefined;
  readonly currency_pay?: string | undefined;
  readonly exchange_rate?: string | undefined;
}

/** The orders, and what may become of them. */
@Injectable()
export class OrdersService {
  private readonly logger = new Logger('Orders');

  constructor(private readonly repository: OrdersRepository) {}

  async create(customer: string, product: Product, quantity: number): Promise<Order> {
    const order = newOrder(customer, product, quantity);
    await this.repository.insert(order);
    return order;
  }

  find(no_order: string): Promise<Order | undefined> {
    return this.repository.find(no_order);
  }

  /** @throws NotFoundException for an order that there is not */
  async get(no_order: string): Promise<Order> {
    const order = await this.find(no_order);
    if (order === undefined) throw noSuchOrder();
    return order;
  }

  /** A customer's orders, newest first. */
  of(customer: string): Promise<readonly Order[]> {
    return this.repository.of(customer);
  }

  /** Everybody's orders, newest first: a page of those that a search finds. */
  search(search: OrderSearch): Promise<FoundOrders> {
    return this.repository.search(search);
  }

  /** Notes whether the payer wants to keep the card that they are about to pay with. */
  async keepCardOf(no_order: string, keepsCard: boolean): Promise<void> {
    await this.repository.change(no_order, (order) =>
      isSettled(order.payment) || order.keepsCard === keepsCard ? order : { ...order, keepsCard },
    );
  }

  /** A card that its owner removed is not offered again, whichever of their orders it paid. */
  async forgetCard(customer: string, card: string): Promise<void> {
    for (const { no_order } of await this.repository.of(customer)) {
      await this.repository.change(no_order, (order) => {
        const { payment } = order;
        const hasCard = payment.status === 'paid' && payment.card === card;
        return hasCard ? { ...order, payment: { ...payment, card: undefined } } : order;
      });
    }
  }

  /** Notes the card that a signed response says has paid, before the notification does, which may be lost. */
  async noteCard(no_order: string, no_agree: string | undefined): Promise<void> {
    await this.repository.change(no_order, (order) => withUnwantedCard(order, no_agree));
  }

  /** The orders whose card is to be unbound by then. */
  withUnwantedCards(now: Date): Promise<readonly Order[]> {
    return this.repository.withUnwantedCards(now);
  }

  /**
   * Leaves the unbinding of an order's card to the caller: nobody else tries for an hour.
   *
   * @returns the card; undefined where somebody else is about to unbind it
   */
  async putOffUnbinding(no_order: string, now: Date): Promise<string | undefined> {
    let card: string | undefined;
    await this.repository.change(no_order, (order) => {
      const later = putOff(order, now);
      card = later === order ? undefined : order.unwantedCard?.id;
      return later;
    });
    return card;
  }

  /** The card is unbound, or stays: its order is done with it. */
  async forgetUnwantedCard(no_order: string): Promise<void> {
    await this.repository.change(no_order, (order) => ({ ...order, unwantedCard: undefined }));
  }

  /** The orders of a day of LianLian's books. */
  settledOn(day: string): Promise<readonly Order[]> {
    return this.repository.settledOn(day);
  }

  /** What each of these orders is in. */
  currenciesOf(orders: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.repository.currenciesOf(orders);
  }

  /** The orders that may be paid at LianLian without the shop knowing it. */
  unsettled(): Promise<readonly Order[]> {
    return this.repository.triedSince(new Date(Date.now() - PAYABLE_MS), SETTLED);
  }

  /**
   * Notes an attempt before LianLian is called: the notification may overtake the response. Of two that begin together
   * one does.
   *
   * @returns since when it is under way; undefined where a payment is settled or under way already: call nobody
   */
  async beginAttempt(no_order: string, family: PaymentFamily): Promise<string | undefined> {
    let begunAt: string | undefined;
    await this.repository.change(no_order, (order) => {
      if (isSettled(order.payment) || isUnderWay(order.payment)) return order;
      const tried = order.tried.includes(family) ? order.tried : [...order.tried, family];
      begunAt = new Date().toISOString();
      return { ...order, tried, payment: { status: 'calling', since: begunAt } };
    });
    return begunAt;
  }

  /** Keeps what is known of a payment. A paid order stays paid, whatever a late response says. */
  async setPayment(no_order: string, payment: OpenPayment): Promise<void> {
    await this.repository.change(no_order, (order) =>
      isSettled(order.payment) ? order : { ...order, payment: openSince(payment, new Date().toISOString()) },
    );
  }

  /**
   * Keeps what a query says of an order as it was when LianLian was asked. What happened since stands above it, and so
   * does a call that is under way.
   */
  async setChecked(asked: Order, payment: OpenPayment): Promise<void> {
    await this.repository.change(asked.no_order, (order) => {
      const isOld = order.version !== asked.version || isSettled(order.payment) || isBeingPaid(order.payment);
      return isOld || isSame(order.payment, payment)
        ? order
        : { ...order, payment: openSince(payment, new Date().toISOString()) };
    });
  }

  /** Keeps that a query knows of no payment, as `setChecked` does. */
  async setUnpaid(asked: Order): Promise<void> {
    if (IS_OPEN.includes(asked.payment.status)) await this.setChecked(asked, { status: 'unpaid' });
  }

  /**
   * Keeps what a call that pays led to. What LianLian or its page said in the meantime stands above it, and so does an
   * outcome that is not known: a second payment must not be offered because another attempt ended in an error.
   */
  async endAttempt(no_order: string, since: string, payment: AttemptResult): Promise<void> {
    await this.repository.change(no_order, (order) => {
      const isOwn = order.payment.status === 'calling' && order.payment.since === since;
      const isOld = isSettled(order.payment) || (isUnderWay(order.payment) && !isUnderWay(payment));
      return isOld && !isOwn ? order : { ...order, payment: openSince(payment, since) };
    });
  }

  /**
   * Marks an order paid. The same transaction of LianLian's may come twice: by a notification and by a query.
   *
   * @param open the database's transaction in which the notification is handled: both commit, or neither
   * @throws Error for a second transaction: the payer paid twice, and the operator has to look at it
   */
  async markPaid(
    no_order: string,
    { oid_paybill, settle_date, no_agree, pay_type, ...exchange }: PaidBy,
    open?: ShopTransaction,
  ): Promise<void> {
    const paidAt = new Date().toISOString();
    const paid = ({ keepsCard = false }: Order): Payment => ({
      status: 'paid',
      oid_paybill,
      paidAt,
      settle_date: settle_date ?? chinaDay(paidAt),
      card: keepsCard && no_agree !== undefined ? cardIdOf(no_agree) : undefined,
      pay_type,
      exchanged: exchangedOf(exchange),
    });
    await this.settle(no_order, paid, { oid_paybill, no_agree }, open);
  }

  /** Notes that the amount of a deposit is held on the payer's card, as `markPaid` does for a payment. */
  async markAuthorized(
    no_order: string,
    { oid_paybill, no_agree }: Pick<PaidBy, 'oid_paybill' | 'no_agree'>,
    open?: ShopTransaction,
  ): Promise<void> {
    const at = new Date().toISOString();
    const hold = ({ money_order: amount, isDeposit }: Order): Payment => {
      if (!isDeposit)
        throw new Error(`Order ${no_order} is no deposit, but was authorized by ${oid_paybill}`);
      return { status: 'authorized', oid_paybill, amount, at };
    };
    await this.settle(no_order, hold, { oid_paybill, no_agree }, open);
  }

  private async settle(
    no_order: string,
    settled: (order: Order) => Payment,
    { oid_paybill, no_agree }: Pick<PaidBy, 'oid_paybill' | 'no_agree'>,
    open: ShopTransaction | undefined,
  ): Promise<void> {
    const edit = (order: Order): Order => {
      const { payment } = order;
      if (!isSettled(payment)) return withUnwantedCard({ ...order, payment: settled(order) }, no_agree);
      // A query may have settled it before: it names no card.
      if (payment.oid_paybill === oid_paybill) return withUnwantedCard(order, no_agree);
      throw new Error(`Order ${no_order} was paid by ${payment.oid_paybill} and by ${oid_paybill}`);
    };
    const { payment } = await this.repository.change(no_order, edit, open);
    this.logger.log(`Order ${no_order} is ${payment.status} by transaction ${oid_paybill}`);
  }
}

/** Whether a query says no more than is known. */
function isSame(known: Payment, said: OpenPayment): boolean {
  return isDeepStrictEqual({ ...known, since: undefined }, { ...said, since: undefined });
}

/** Without both the amount and its currency there is nothing to tell the payer. */
function exchangedOf({
  money_pay,
  currency_pay,
  exchange_rate,
}: Omit<PaidBy, 'oid_paybill'>): Exchanged | undefined {
  if (money_pay === undefined || currency_pay === undefined) return undefined;
  return { money_pay, currency_pay, exchange_rate };
}
