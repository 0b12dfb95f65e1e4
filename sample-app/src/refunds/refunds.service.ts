import { randomBytes } from 'node:crypto';

import { Injectable, Logger, NotFoundException } from '@nestjs/common';
import {
  formatLianlianTime,
  LianlianApiError,
  LianlianError,
  LianlianService,
  REFUND_STATUS,
  type RefundNotification,
  type RefundState,
  yuanToFen,
} from 'nestjs-lianlian';

import type { ShopTransaction } from '../database/shop-tables.js';
import { inWords } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { isForeign } from '../orders/order-currency.js';
import { OrdersService } from '../orders/orders.service.js';
import type { Refund } from './refund.js';
import { RefundBook } from './refund-book.js';
import { RefundsRepository } from './refunds.repository.js';

/**
 * Refunds: noted first, sent once, and never sent again before a query said that LianLian does not have it. What an
 * error says of one is a guess, which LianLian's own word overrules at any time.
 */
@Injectable()
export class RefundsService {
  private readonly logger = new Logger('Refunds');

  constructor(
    private readonly lianlian: LianlianService,
    private readonly orders: OrdersService,
    private readonly refunds: RefundsRepository,
    private readonly book: RefundBook,
  ) {}

  find(no_refund: string): Promise<Refund | undefined> {
    return this.refunds.find(no_refund);
  }

  of(no_order: string): Promise<readonly Refund[]> {
    return this.refunds.of(no_order);
  }

  /** How many fen went back of each order, where some did. */
  async refundedOf(orders: readonly Order[]): Promise<ReadonlyMap<string, number>> {
    const sums = await this.refunds.sumsOf(orders.map(({ no_order }) => no_order));
    return new Map([...sums].map(([no_order, sum]) => [no_order, yuanToFen(sum)]));
  }

  /** The refunds of a day of LianLian's books. */
  settledOn(day: string): Promise<readonly Refund[]> {
    return this.refunds.settledOn(day);
  }

  /**
   * @param no_refund the number that the operator's form came with: sent twice, it is one refund
   * @throws ConflictException if nothing was paid, or less than that is left
   */
  async refund(no_order: string, money_refund: string, no_refund = newRefundNumber()): Promise<void> {
    const refund = await this.book.note({ no_refund, no_order, money_refund });
    if (refund !== undefined) await this.send(refund, 'first');
  }

  /**
   * Asks LianLian what became of a refund. If LianLian does not know it, one whose outcome is unknown is sent once more,
   * and one that LianLian refused has failed: now LianLian says so. Neither happens while a call of it is under way.
   */
  async check(no_refund: string): Promise<Refund> {
    const refund = await this.refunds.find(no_refund);
    if (refund === undefined)
      throw new NotFoundException(inWords({ zh: '没有这笔退款。', en: 'There is no such refund.' }));
    const { money_refund, createdAt: dt_refund } = refund;
    const which = { no_refund, dt_refund };
    try {
      const { state: status, settle_date } = await this.lianlian.refunds.query(which, { money_refund });
      await this.book.keep(refund, { status, settle_date });
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
      if (error instanceof LianlianApiError && error.category === 'not_found') await this.notThere(refund);
    }
    return refund;
  }

  /** LianLian's notification, in the transaction that also notes it as done. */
  async notified(
    { no_refund = '', sta_refund, settle_date }: RefundNotification,
    open?: ShopTransaction,
  ): Promise<void> {
    const refund = await this.refunds.find(no_refund, open);
    if (refund !== undefined)
      await this.book.keep(refund, { status: stateOf(sta_refund), settle_date }, open);
  }

  private async notThere(refund: Refund): Promise<void> {
    if (refund.status === 'refused') await this.book.fail(refund);
    else if (refund.status === 'new' || refund.status === 'unknown') {
      if (await this.refunds.take(refund)) await this.send(refund, 'again');
    }
  }

  private async send(refund: Refund, attempt: 'first' | 'again'): Promise<void> {
    const { no_refund, createdAt, no_order, money_refund } = refund;
    const order = await this.orders.get(no_order);
    try {
      const { state: status, settle_date } = await this.lianlian.refunds.apply(
        { no_refund, dt_refund: createdAt, money_refund, no_order, dt_order: order.createdAt },
        { crossBorder: isForeign(order) },
      );
      await this.book.keep(refund, { status, settle_date });
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
      // Not sent this time, which says nothing of an earlier try whose result is not known.
      const isRefused = error.outcome === 'failed' || (error.outcome === 'not-sent' && attempt === 'first');
      await this.refunds.infer(no_refund, isRefused ? 'refused' : 'unknown', error.message);
    }
  }
}

/** A number of the refund's own: cut from nothing that another order or refund has, too. */
export function newRefundNumber(): string {
  return `R${formatLianlianTime(new Date()).slice(0, 8)}${randomBytes(11).toString('hex')}`;
}

function stateOf(sta_refund: string | undefined): RefundState {
  switch (sta_refund) {
    case REFUND_STATUS.succeeded:
      return 'succeeded';
    case REFUND_STATUS.failed:
      return 'failed';
    default:
      return 'processing';
  }
}
