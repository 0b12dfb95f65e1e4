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
import { afterCall, afterLostCall, afterQuery, begun, type HoldNews, type HoldStep } from './hold-changes.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService } from './orders.service.js';
import { type Hold, type HoldStatus, isSettled, mayStillArrive } from './payment.js';

/** LianLian's states of an authorization, and what they mean for a deposit. */
const HELD: Readonly<Partial<Record<PreauthState, HoldStatus>>> = {
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
    await this.take(no_order, 'capturing', amount, async (order, money_order) => {
      const { state } = await this.lianlian.preauth.capture({ ...reference(order), money_order });
      return state;
    });
  }

  /** Releases the amount. @throws ConflictException as `capture` does */
  async cancel(no_order: string): Promise<void> {
    const { money_order: held } = await this.orders.get(no_order);
    await this.take(no_order, 'cancelling', held, async (order, money_order) => {
      await this.lianlian.preauth.cancel({ ...reference(order), money_order });
      return 'cancelled';
    });
  }

  /** Asks LianLian where it stands: safe to repeat, and what an unknown outcome needs. */
  async check({ no_order }: Pick<Order, 'no_order'>): Promise<void> {
    const asked = await this.orders.get(no_order);
    try {
      const { pay_type, dt_order } = reference(asked);
      const response = await this.lianlian.preauth.query({ pay_type, no_order, dt_order });
      await this.keep(asked, response);
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
      const isUnknownThere = error instanceof LianlianApiError && error.category === 'not_found';
      if (isUnknownThere && !mayStillArrive(asked.payment)) await this.orders.setUnpaid(asked);
    }
  }

  private async keep(asked: Order, response: PreauthQueryResponse): Promise<void> {
    const status = HELD[response.state];
    if (status === 'authorized' && !isSettled(asked.payment)) await this.authorize(asked, response);
    else if (status !== undefined) await this.note(asked, { status, money_order: response.money_order });
    else if (response.state === 'authorization-failed' || response.state === 'expired') {
      const reason = { zh: '押金未能冻结。', en: 'The deposit could not be held.' };
      await this.orders.setChecked(asked, { status: 'failed', reason });
    } else if (response.state === 'authorizing') {
      await this.orders.setChecked(asked, { status: 'processing' });
    } else if (response.state === 'created' || response.state === 'to-be-verified') {
      await this.orders.setUnpaid(asked);
    }
  }

  /** A query names no amount, so the response's amount is compared with the order's here. */
  private async authorize(order: Order, { oid_paybill, money_order }: PreauthQueryResponse): Promise<void> {
    const isWhole = money_order !== undefined && yuanToFen(money_order) === yuanToFen(order.money_order);
    if (isWhole && oid_paybill !== undefined)
      await this.orders.markAuthorized(order.no_order, { oid_paybill });
    else this.doesNotFit(order);
  }

  /** If the order has changed since LianLian was asked, the news is old: the change was made with newer knowledge. */
  private async note(asked: Order, news: HoldNews): Promise<void> {
    await this.repository.change(asked.no_order, (order) => {
      if (order.version !== asked.version) return order;
      const noted = afterQuery(order, news);
      if (noted === undefined) this.doesNotFit(order);
      return noted ?? order;
    });
  }

  private doesNotFit({ no_order }: Order): void {
    this.logger.error(`Order ${no_order}: LianLian's response does not fit it. Compare both by hand.`);
  }

  /**
   * Notes a step, takes it, and keeps what became of it. LianLian is asked at once where an error says that nothing was
   * done: the amount is not taken twice on its word.
   */
  private async take(
    no_order: string,
    step: HoldStep,
    part: string,
    call: (order: Order, amount: string) => Promise<HoldStatus>,
  ): Promise<void> {
    const order = await this.repository.change(no_order, (each) => begun(each, step, part));
    const { amount, at } = order.payment as Hold;
    try {
      const status = await call(order, amount);
      await this.repository.change(no_order, (each) => afterCall(each, status, amount));
    } catch (error) {
      // The step stays open until LianLian itself says what became of it: an error's word is only a guess.
      await this.repository.change(no_order, (each) => afterLostCall(each, at));
      if (!(error instanceof LianlianError)) throw error;
      this.logger.warn(error.message);
      if (error.outcome !== 'failed' && error.outcome !== 'not-sent') return;
      await this.check({ no_order });
      throw new ConflictException(
        inWords(
          error instanceof LianlianApiError
            ? { zh: `连连拒绝：${error.ret_msg}`, en: `LianLian refused: ${error.ret_msg}` }
            : { zh: '请求未能发出，连连没有收到。请稍后再试。', en: `It was not sent: ${error.message}` },
        ),
      );
    }
  }
}

/** What LianLian identifies an authorization by. */
function reference({ customer, no_order, createdAt: dt_order }: Order) {
  return { user_id: customer, pay_type: 'F', no_order, dt_order } as const;
}
