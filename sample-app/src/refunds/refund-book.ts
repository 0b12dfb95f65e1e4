import { ConflictException, Injectable, Logger } from '@nestjs/common';
import { fenToYuan, wholeSeconds, yuanToFen } from 'nestjs-lianlian';

import { ShopDatabase } from '../database/shop-database.js';
import type { ShopTransaction } from '../database/shop-tables.js';
import { inWords } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { OrdersRepository } from '../orders/orders.repository.js';
import { moneyOfFen } from '../pages/money.js';
import type { Refund } from './refund.js';
import type { RefundNews } from './refund-news.js';
import { refundableFen, tooMuchFen } from './refund-sums.js';
import { RefundsRepository } from './refunds.repository.js';

type NewRefund = Pick<Refund, 'no_refund' | 'no_order' | 'money_refund'>;

/** What the shop notes of refunds. Every entry is made with the order's row locked, so that the sums hold. */
@Injectable()
export class RefundBook {
  private readonly logger = new Logger('Refunds');

  constructor(
    private readonly database: ShopDatabase,
    private readonly orders: OrdersRepository,
    private readonly refunds: RefundsRepository,
  ) {}

  /**
   * Stores a refund. The order's row is locked, so that two operators never give back more than was paid.
   *
   * @returns undefined where the very same one was noted before
   */
  note({ no_refund, no_order, money_refund }: NewRefund): Promise<Refund | undefined> {
    const amount = fenToYuan(yuanToFen(money_refund));
    return this.database.transaction(async (transaction) => {
      const order = await this.orders.change(no_order, (each) => each, transaction);
      const known = await this.refunds.find(no_refund, transaction);
      if (known?.no_order === no_order && known.money_refund === amount) return undefined;
      if (known !== undefined) {
        throw new ConflictException(
          inWords({
            zh: '此表单已提交过，请重新打开订单。',
            en: 'This form was already sent. Open the order again.',
          }),
        );
      }
      const left = refundableFen(order, await this.refunds.of(no_order, transaction));
      if (yuanToFen(amount) > left) throw moreThanIsLeft(left, order);
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

  /**
   * Keeps what LianLian says, which stands above whatever an error made the shop believe. The order's row is locked, so
   * that no operator refunds the money anew in the meantime; if one did before, somebody has to hear of it.
   */
  async keep({ no_refund, no_order }: Refund, news: RefundNews, open?: ShopTransaction): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const order = await this.orders.change(no_order, (each) => each, transaction);
      await this.refunds.update(no_refund, news, transaction);
      const tooMuch = tooMuchFen(order, await this.refunds.of(no_order, transaction));
      if (tooMuch <= 0) return;
      this.logger.error(
        `Order ${no_order}: refunds of ${moneyOfFen(tooMuch, order.currency_order).en} more than was paid were made. LianLian says of ` +
          `refund ${no_refund}: ${news.status}. Get the money back from the payer, or write it off.`,
      );
    }, open);
  }

  /** Notes that LianLian does not have a refund that it refused. */
  async fail(refund: Refund): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await this.orders.change(refund.no_order, (each) => each, transaction);
      await this.refunds.fail(refund, transaction);
    }, undefined);
  }
}

/** @param left what can be refunded of the order, in fen or cents */
export function moreThanIsLeft(
  left: number,
  { currency_order }: Pick<Order, 'currency_order'>,
): ConflictException {
  if (left <= 0) {
    return new ConflictException(inWords({ zh: '已没有可退的金额。', en: 'Nothing is left to refund.' }));
  }
  const { zh, en } = moneyOfFen(left, currency_order);
  return new ConflictException(inWords({ zh: `最多可退 ${zh}。`, en: `At most ${en} can be refunded.` }));
}
