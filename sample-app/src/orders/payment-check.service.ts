import { Injectable, Logger } from '@nestjs/common';
import {
  formatLianlianTime,
  LianlianApiError,
  LianlianError,
  LianlianService,
  yuanToFen,
} from 'nestjs-lianlian';

import { DepositsService } from './deposits.service.js';
import type { Order } from './order.js';
import { YUAN } from './order-currency.js';
import { OrdersService } from './orders.service.js';
import { mayStillArrive, type PaymentFamily } from './payment.js';

/** What LianLian's queries have in common. */
interface QueryResponse {
  readonly oid_paybill?: string | undefined;
  readonly settle_date?: string | undefined;
  readonly money_order?: string | undefined;
  readonly currency_order?: string | undefined;
  readonly result_pay?: string | undefined;
  readonly pay_type?: string | undefined;
  readonly money_pay?: string | undefined;
  readonly currency_pay?: string | undefined;
  readonly exchange_rate?: string | undefined;
}

/** What the library calls the codes of its queries by which LianLian has no such order, yet, or has closed it unpaid. */
type NoPayment = 'not_found' | 'closed';

const CLOSED = {
  status: 'failed',
  reason: {
    zh: '订单未支付，已被连连关闭。请重新下单。',
    en: 'LianLian closed this order unpaid. Please order again.',
  },
} as const;

/** Asks LianLian what became of a payment, where no notification came. A query is safe to repeat. */
@Injectable()
export class PaymentCheckService {
  private readonly logger = new Logger('PaymentCheck');

  constructor(
    private readonly lianlian: LianlianService,
    private readonly orders: OrdersService,
    private readonly deposits: DepositsService,
  ) {}

  /**
   * @param order as it is: what has happened to it since stands above what LianLian says
   * @returns whether there is news of it
   */
  async check(order: Order): Promise<boolean> {
    await this.ask(order);
    return (await this.orders.get(order.no_order)).version !== order.version;
  }

  private async ask(order: Order): Promise<void> {
    if (order.isDeposit) return this.deposits.check(order);
    const answers = await Promise.all(order.tried.map((family) => this.query(family, order)));
    const responses = answers.filter((answer) => typeof answer === 'object');
    const paid = responses.find(({ result_pay }) => result_pay === 'SUCCESS');
    if (paid !== undefined) {
      await this.settle(order, paid);
      return;
    }
    // Without a response nothing has become clearer: what was known stays.
    if (answers.includes(undefined)) return;
    const results = responses.map(({ result_pay }) => result_pay);
    if (results.includes('PROCESSING')) await this.orders.setChecked(order, { status: 'processing' });
    // Too early: what was sent may still arrive.
    else if (answers.includes('not_found') && mayStillArrive(order.payment)) return;
    else if (results.includes('FAILURE')) {
      const reason = { zh: '银行未完成支付。', en: 'The bank did not complete the payment.' };
      await this.orders.setChecked(order, { status: 'failed', reason });
    } else if (answers.includes('closed')) await this.orders.setChecked(order, CLOSED);
    else await this.orders.setUnpaid(order);
  }

  /** LianLian's response, or that it has none to pay; undefined if it could not be asked. */
  private async query(family: PaymentFamily, order: Order): Promise<QueryResponse | NoPayment | undefined> {
    const which = { no_order: order.no_order, dt_order: order.createdAt };
    try {
      switch (family) {
        case 'aggregate':
          return await this.lianlian.aggregateQuery.query(which);
        case 'easypay':
          return await this.lianlian.easypayQuery.query(which);
        case 'exchange':
          return await this.queryExchange(order);
      }
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      // Each product has codes of its own for it: the library knows what they mean.
      const category = error instanceof LianlianApiError ? error.category : undefined;
      if (category === 'not_found' || category === 'closed') return category;
      this.logger.warn(error.message);
      return undefined;
    }
  }

  /** This query takes no time: one that found an order of another time says nothing of this one. */
  private async queryExchange(order: Order): Promise<QueryResponse | undefined> {
    const response = await this.lianlian.exchange.query({ no_order: order.no_order });
    if (response.dt_order === formatLianlianTime(order.createdAt)) return response;
    this.doesNotFit(order);
    return undefined;
  }

  /** A query names no amount, so the response's amount and its currency are compared with the order's here. */
  private async settle(
    order: Order,
    { oid_paybill, money_order, currency_order = YUAN, ...paidBy }: QueryResponse,
  ): Promise<void> {
    const isWhole =
      money_order !== undefined &&
      yuanToFen(money_order) === yuanToFen(order.money_order) &&
      currency_order === order.currency_order;
    if (isWhole && oid_paybill !== undefined)
      await this.orders.markPaid(order.no_order, { oid_paybill, ...paidBy });
    else this.doesNotFit(order);
  }

  private doesNotFit({ no_order }: Order): void {
    this.logger.error(`Order ${no_order}: LianLian's response does not fit it. Compare both by hand.`);
  }
}
