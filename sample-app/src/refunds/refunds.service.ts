import { randomBytes } from 'node:crypto';

import { ConflictException, Injectable, Logger, NotFoundException } from '@nestjs/common';
import {
  fenToYuan,
  formatLianlianTime,
  LianlianApiError,
  LianlianError,
  LianlianService,
  REFUND_STATUS,
  type RefundNotification,
  type RefundState,
  wholeSeconds,
  yuanToFen,
} from 'nestjs-lianlian';

import { ShopDatabase } from '../database/shop-database.js';
import type { ShopTransaction } from '../database/shop-tables.js';
import { inWords } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { OrdersRepository } from '../orders/orders.repository.js';
import { OrdersService } from '../orders/orders.service.js';
import { moneyOfFen } from '../pages/money.js';
import { INFERRED, type Refund } from './refund.js';
import type { RefundNews } from './refund-news.js';
import { RefundsRepository } from './refunds.repository.js';

type NewRefund = Pick<Refund, 'no_refund' | 'no_order' | 'money_refund'>;

/**
 * Refunds: noted first, sent once, and never sent again before a query said that LianLian does not have it. What an
 * error says of one is a guess, which LianLian's own word overrules at any time.
 */
@Injectable()
export class RefundsService {
  private readonly logger = new Logger('Refunds');

  constructor(
    private readonly lianlian: LianlianService,
    private readonly database: ShopDatabase,
    private readonly ordersTable: OrdersRepository,
    private readonly orders: OrdersService,
    private readonly refunds: RefundsRepository,
  ) {}

  find(no_refund: string): Promise<Refund | undefined> {
    return this.refunds.find(no_refund);
  }

  of(no_order: string): Promise<readonly Refund[]> {
    return this.refunds.of(no_order);
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
    const refund = await this.note({ no_refund, no_order, money_refund });
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
      await this.keep(refund, { status, settle_date });
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
    if (refund !== undefined) await this.keep(refund, { status: stateOf(sta_refund), settle_date }, open);
  }

  private async notThere(refund: Refund): Promise<void> {
    if (refund.status === 'refused') await this.fail(refund);
    else if (refund.status === 'new' || refund.status === 'unknown') {
      if (await this.refunds.take(refund)) await this.send(refund, 'again');
    }
  }

  /** With the order's row locked, as `keep` does. */
  private async fail(refund: Refund): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await this.ordersTable.change(refund.no_order, (each) => each, transaction);
      await this.refunds.fail(refund, transaction);
    }, undefined);
  }

  /**
   * Keeps what LianLian says, which stands above whatever an error made the shop believe. The order's row is locked, so
   * that no operator refunds the money anew in the meantime; if one did before, somebody has to hear of it.
   */
  private async keep(
    { no_refund, no_order }: Refund,
    news: RefundNews,
    open?: ShopTransaction,
  ): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const order = await this.ordersTable.change(no_order, (each) => each, transaction);
      await this.refunds.update(no_refund, news, transaction);
      const tooMuch = tooMuchFen(order, await this.refunds.of(no_order, transaction));
      if (tooMuch <= 0) return;
      this.logger.error(
        `Order ${no_order}: refunds of ${fenToYuan(tooMuch)} yuan more than was paid were made. LianLian says of ` +
          `refund ${no_refund}: ${news.status}. Get the money back from the payer, or write it off.`,
      );
    }, open);
  }

  /**
   * Stores a refund. The order's row is locked, so that two operators never give back more than was paid.
   *
   * @returns undefined where the very same one was noted before
   */
  private note({ no_refund, no_order, money_refund }: NewRefund): Promise<Refund | undefined> {
    const amount = fenToYuan(yuanToFen(money_refund));
    return this.database.transaction(async (transaction) => {
      const order = await this.ordersTable.change(no_order, (each) => each, transaction);
      const known = await this.refunds.find(no_refund, transaction);
      if (known?.no_order === no_order && known.money_refund === amount) return undefined;
      if (known !== undefined) {
        throw new ConflictException(
          inWords({
            zh: '此表单已提交过，请重新打开订单。',
            en: 'This form was sent before: open the order again.',
          }),
        );
      }
      const left = refundableFen(order, await this.refunds.of(no_order, transaction));
      if (yuanToFen(amount) > left) {
        const { zh, en } = moneyOfFen(left);
        throw new ConflictException(
          inWords({ zh: `最多可退 ${zh}。`, en: `At most ${en} can be refunded.` }),
        );
      }
      const refund: Refund = {
        no_refund,
        no_order,
        money_refund: amount,
        createdAt: wholeSeconds(),
        status: 'new',
      };
      await this.refunds.insert(refund, transaction);
      return refund;
    }, undefined);
  }

  private async send(refund: Refund, attempt: 'first' | 'again'): Promise<void> {
    const { no_refund, createdAt, no_order, money_refund } = refund;
    const order = await this.orders.get(no_order);
    try {
      const { state: status, settle_date } = await this.lianlian.refunds.apply({
        no_refund,
        dt_refund: createdAt,
        money_refund,
        no_order,
        dt_order: order.createdAt,
      });
      await this.keep(refund, { status, settle_date });
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
      // Not sent this time, which says nothing of an earlier try whose result is not known.
      const isRefused = error.outcome === 'failed' || (error.outcome === 'not-sent' && attempt === 'first');
      await this.refunds.infer(no_refund, isRefused ? 'refused' : 'unknown', error.message);
    }
  }
}

/** What can still be given back: only a refund that LianLian calls failed does not count as given back. */
export function refundableFen(order: Order, refunds: readonly Refund[]): number {
  return takenFen(order) - sumFen(refunds.filter(({ status }) => status !== 'failed'));
}

/** How much more LianLian gives back, or gave back, than was paid: 0 in any shop that asks before it refunds anew. */
export function tooMuchFen(order: Order, refunds: readonly Refund[]): number {
  const isWithLianlian = ({ status }: Refund): boolean => status !== 'failed' && !INFERRED.includes(status);
  return Math.max(0, sumFen(refunds.filter(isWithLianlian)) - takenFen(order));
}

function takenFen({ payment, money_order }: Order): number {
  if (payment.status === 'paid') return yuanToFen(money_order);
  return payment.status === 'captured' ? yuanToFen(payment.amount) : 0;
}

function sumFen(refunds: readonly Refund[]): number {
  return refunds.reduce((sum, { money_refund }) => sum + yuanToFen(money_refund), 0);
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
