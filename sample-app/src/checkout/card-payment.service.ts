import { Injectable } from '@nestjs/common';
import {
  type EasypayState,
  type EasypayVerifyState,
  LianlianApiError,
  LianlianService,
} from 'nestjs-lianlian';

import type { SavedCard } from '../cards/saved-cards.service.js';
import type { Text } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import type { AttemptResult, Payment } from '../orders/payment.js';
import type { CardDto } from './card.dto.js';
import { orderFields, riskItem } from './order-fields.js';
import type { PayerClient } from './payer.js';
import { PaymentAttemptsService, reasonOf } from './payment-attempts.service.js';

/** Card payments in the shop itself: apply sends the payer an SMS code, verify takes it. */
@Injectable()
export class CardPaymentService {
  constructor(
    private readonly lianlian: LianlianService,
    private readonly attempts: PaymentAttemptsService,
    private readonly orders: OrdersService,
  ) {}

  apply(order: Order, card: CardDto, payer: PayerClient): Promise<Payment> {
    return this.attempts.run(order, 'easypay', async () => {
      const { state, token, no_agree } = await this.lianlian.easypayDirect.apply({
        ...orderFields(order),
        // F only holds the amount; the operator captures or releases it later.
        pay_type: order.isDeposit ? 'F' : 'M',
        id_type: '0',
        card_no: card.card_no,
        acct_name: card.acct_name,
        id_no: card.id_no,
        bind_mob: card.bind_mob,
        risk_item: riskItem(order, payer),
      });
      await this.orders.noteCard(order.no_order, no_agree);
      return afterApply(state, token);
    });
  }

  /** The same with a card that the payer used before: its token stands for its details. */
  applySaved(order: Order, { no_agree }: SavedCard, payer: PayerClient): Promise<Payment> {
    return this.attempts.run(order, 'easypay', async () => {
      const { state, token } = await this.lianlian.easypayDirect.apply({
        ...orderFields(order),
        pay_type: 'M',
        no_agree,
        risk_item: riskItem(order, payer),
      });
      return afterApply(state, token);
    });
  }

  /** @returns what is wrong with the code if the payer may try another one, else undefined */
  async verify(order: Order, token: string, verify_code: string): Promise<Text | undefined> {
    let problem: Text | undefined;
    await this.attempts.run(order, 'easypay', async () => {
      try {
        const { no_order, createdAt: dt_order, money_order } = order;
        const request = { no_order, dt_order, money_order, token, verify_code };
        const { state, no_agree } = await this.lianlian.easypayDirect.verify(request);
        await this.orders.noteCard(no_order, no_agree);
        return afterState(state);
      } catch (error) {
        if (!isWrongCode(error)) throw error;
        problem = reasonOf(error);
        return { status: 'awaiting-code', token };
      }
    });
    return problem;
  }
}

/** Without a token there is no way to send the SMS code. */
function afterApply(state: EasypayState, token: string | undefined): AttemptResult {
  if (state !== 'sms-sent') return afterState(state);
  return token === undefined ? { status: 'unknown' } : { status: 'awaiting-code', token };
}

/** LianLian says `paid` or `authorized`, but only its notification settles the order. */
function afterState(state: EasypayVerifyState): AttemptResult {
  return { status: state === 'processing' ? 'processing' : 'confirmed' };
}

function isWrongCode(error: unknown): error is LianlianApiError {
  return error instanceof LianlianApiError && error.category === 'sms' && error.outcome === 'failed';
}
