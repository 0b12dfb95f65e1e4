import { ConflictException, Injectable, Logger } from '@nestjs/common';
import {
  LianlianApiError,
  LianlianError,
  LianlianService,
  type PreauthQueryResponse,
  type PreauthState,
  yuanToFen,
} from 'nestjs-lianlian';

import { inWords } from '../language/text.js';
import type { Order } from './order.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService } from './orders.service.js';
import type { Hold } from './payment.js';

/** LianLian's states of an authorization, and what they mean for a deposit. */
const HELD: Readonly<Partial<Record<PreauthState, Hold['status']>>> = {
  authorized: 'authorized',
  capturing: 'capturing',
  captured: 'captured',
  'capture-failed': 'authorized',
  cancelling: 'cancelling',
  cancelled: 'cancelled',
  'cancel-failed': 'authorized',
};

/** Amounts that are held on cards: captured or released by the operator. Neither is notified. */
@Injectable()
export class DepositsService {
  private readonly logger = new Logger('Deposits');

  constructor(
    private readonly lianlian: LianlianService,
    private readonly repository: OrdersRepository,
    private readonly orders: OrdersService,
  ) {}

  /**
   * Takes the amount, or a part of it; the rest is released.
   *
   * @throws ConflictException if nothing is held, it is more than that, or LianLian refuses
   */
  async capture(no_order: string, amount: string): Promise<void> {
    const order = await this.begin(no_order, 'capturing', amount);
    await this.finish(order, async () => {
      const { state } = await this.lianlian.preauth.capture({ ...reference(order), money_order: amount });
      return state;
    });
  }

  /** Releases the amount. @throws ConflictException as `capture` does */
  async cancel(no_order: string): Promise<void> {
    const order = await this.begin(no_order, 'cancelling');
    await this.finish(order, async () => {
      await this.lianlian.preauth.cancel({ ...reference(order), money_order: order.money_order });
      return 'cancelled';
    });
  }

  /** Asks LianLian where it stands: safe to repeat, and what an unknown outcome needs. */
  async check({ no_order }: Pick<Order, 'no_order'>): Promise<void> {
    const order = await this.orders.get(no_order);
    try {
      const { pay_type, dt_order } = reference(order);
      const response = await this.lianlian.preauth.query({ pay_type, no_order, dt_order });
      const status = HELD[response.state];
      if (status === 'authorized') await this.authorize(order, response);
      if (status !== undefined) await this.set(no_order, status);
      else if (response.state === 'authorization-failed' || response.state === 'expired') {
        await this.orders.setPayment(no_order, {
          status: 'failed',
          reason: { zh: '未能冻结。', en: 'It could not be held.' },
        });
      }
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
    }
  }

  /** A query names no amount, so the response's amount is compared with the order's here. */
  private async authorize(order: Order, { oid_paybill, money_order }: PreauthQueryResponse): Promise<void> {
    const isWhole = money_order !== undefined && yuanToFen(money_order) === yuanToFen(order.money_order);
    if (isWhole && oid_paybill !== undefined) await this.orders.markAuthorized(order.no_order, oid_paybill);
    else
      this.logger.error(
        `Order ${order.no_order}: LianLian's response does not fit it. Compare both by hand.`,
      );
  }

  /** Notes the step before it is taken, so that it is never taken twice. */
  private begin(no_order: string, status: 'capturing' | 'cancelling', part?: string): Promise<Order> {
    return this.repository.change(no_order, (order) => {
      const { payment } = order;
      if (payment.status !== 'authorized') {
        throw new ConflictException(inWords({ zh: '没有冻结的金额。', en: 'Nothing is held on the card.' }));
      }
      const amount = part ?? payment.amount;
      if (yuanToFen(amount) > yuanToFen(order.money_order)) {
        throw new ConflictException(
          inWords({ zh: '不能超过冻结的金额。', en: 'This is more than what is held.' }),
        );
      }
      return { ...order, payment: { ...payment, status, amount } };
    });
  }

  /** LianLian is asked at once where an error says that nothing was done: the amount is not taken twice on its word. */
  private async finish({ no_order }: Order, call: () => Promise<Hold['status']>): Promise<void> {
    try {
      await this.set(no_order, await call());
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
      // The step stays open until LianLian itself says what became of it: an error's word is only a guess.
      if (error.outcome !== 'failed' && error.outcome !== 'not-sent') return;
      await this.check({ no_order });
      const why = error instanceof LianlianApiError ? error.ret_msg : error.message;
      throw new ConflictException(inWords({ zh: `连连拒绝：${why}`, en: `LianLian refused: ${why}` }));
    }
  }

  private async set(no_order: string, status: Hold['status']): Promise<void> {
    await this.repository.change(no_order, (order) => {
      const { payment, money_order } = order;
      if (!('amount' in payment) || payment.status === status) return order;
      const amount = status === 'authorized' ? money_order : payment.amount;
      return { ...order, payment: { ...payment, status, amount, at: new Date().toISOString() } };
    });
  }
}

/** What LianLian identifies an authorization by. */
function reference({ customer, no_order, createdAt: dt_order }: Order) {
  return { user_id: customer, pay_type: 'F', no_order, dt_order } as const;
}
