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
  yuanToFen,
} from 'nestjs-lianlian';

import { ShopDatabase } from '../database/shop-database.js';
import type { ShopTransaction } from '../database/shop-tables.js';
import { inWords } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { OrdersRepository } from '../orders/orders.repository.js';
import { OrdersService } from '../orders/orders.service.js';
import { moneyOfFen } from '../pages/money.js';
import type { Refund } from './refund.js';
import { RefundsRepository } from './refunds.repository.js';

/** Refunds: noted first, sent once, and never sent again before a query said that LianLian does not have it. */
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

  /** @throws ConflictException if nothing was paid, or less than that is left */
  async refund(no_order: string, money_refund: string): Promise<void> {
    await this.send(await this.note(no_order, money_refund));
  }

  /** Asks LianLian what became of a refund, and sends it once more only if LianLian does not know it. */
  async check(no_refund: string): Promise<Refund> {
    const refund = await this.refunds.find(no_refund);
    if (refund === undefined)
      throw new NotFoundException(inWords({ zh: '没有这笔退款。', en: 'There is no such refund.' }));
    const which = { no_refund, dt_refund: refund.createdAt };
    try {
      const { state: status, settle_date } = await this.lianlian.refunds.query(which);
      await this.refunds.update(no_refund, { status, settle_date });
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
      const isUnknownThere = error instanceof LianlianApiError && error.category === 'not_found';
      const isOpen = refund.status === 'new' || refund.status === 'unknown';
      if (isUnknownThere && isOpen) await this.send(refund);
    }
    return refund;
  }

  /** LianLian's notification, in the transaction that also notes it as done. */
  async notified(
    { no_refund = '', sta_refund, settle_date }: RefundNotification,
    open?: ShopTransaction,
  ): Promise<void> {
    await this.refunds.update(no_refund, { status: stateOf(sta_refund), settle_date }, open);
  }

  /** Stores a refund. The order's row is locked, so that two operators never give back more than was paid. */
  private note(no_order: string, money_refund: string): Promise<Refund> {
    const createdAt = new Date();
    const no_refund = `R${formatLianlianTime(createdAt).slice(0, 8)}${randomBytes(11).toString('hex')}`;
    const refund: Refund = {
      no_refund,
      createdAt,
      no_order,
      money_refund: fenToYuan(yuanToFen(money_refund)),
      status: 'new',
    };
    return this.database.transaction(async (transaction) => {
      const order = await this.ordersTable.change(no_order, (each) => each, transaction);
      const left = refundableFen(order, await this.refunds.of(no_order, transaction));
      if (yuanToFen(money_refund) > left) {
        const { zh, en } = moneyOfFen(left);
        throw new ConflictException(
          inWords({ zh: `最多可退 ${zh}。`, en: `At most ${en} can be refunded.` }),
        );
      }
      await this.refunds.insert(refund, transaction);
      return refund;
    }, undefined);
  }

  private async send(refund: Refund): Promise<void> {
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
      await this.refunds.update(no_refund, { status, settle_date });
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
      // Not sent this time, which says nothing of an earlier try whose result is not known.
      const isFirstTry = refund.status === 'new';
      const isFailed = error.outcome === 'failed' || (error.outcome === 'not-sent' && isFirstTry);
      const status = isFailed ? 'failed' : 'unknown';
      await this.refunds.update(no_refund, { status, reason: error.message });
    }
  }
}

/** What can still be given back: refunds whose end is open count as given back. */
export function refundableFen({ payment, money_order }: Order, refunds: readonly Refund[]): number {
  if (payment.status !== 'paid' && payment.status !== 'captured') return 0;
  const taken = yuanToFen(payment.status === 'captured' ? payment.amount : money_order);
  const given = refunds
    .filter(({ status }) => status !== 'failed')
    .reduce((sum, { money_refund }) => sum + yuanToFen(money_refund), 0);
  return taken - given;
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
