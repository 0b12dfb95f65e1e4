import { Injectable } from '@nestjs/common';
import { type EasypayState, type EasypayVerifyState, LianlianApiError } from 'nestjs-lianlian';

import type { Text } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { isForeign } from '../orders/order-currency.js';
import { OrdersService } from '../orders/orders.service.js';
import type { AttemptResult, Payment, PaymentFamily } from '../orders/payment.js';
import type { BoundCard, CardCalls } from './card-calls.js';
import type { CardDto } from './card.dto.js';
import { EasypayCardCalls } from './easypay-card-calls.js';
import { ExchangeCardCalls } from './exchange-card-calls.js';
import type { PayerClient } from './payer.js';
import { PaymentAttemptsService, reasonOf } from './payment-attempts.service.js';

/** Card payments in the shop itself: apply sends the payer an SMS code, verify takes it. */
@Injectable()
export class CardPaymentService {
  constructor(
    private readonly easypay: EasypayCardCalls,
    private readonly exchange: ExchangeCardCalls,
    private readonly attempts: PaymentAttemptsService,
    private readonly orders: OrdersService,
  ) {}

  /** @param card its details, or LianLian's token of one that the payer used before */
  apply(order: Order, card: CardDto | BoundCard, payer: PayerClient): Promise<Payment> {
    const { family, calls } = this.of(order);
    return this.attempts.run(order, family, async () => {
      const { state, token, no_agree } = await calls.apply(order, card, payer);
      // A card that the payer keeps is no news.
      if (!('no_agree' in card)) await this.orders.noteCard(order.no_order, no_agree);
      return afterApply(state, token);
    });
  }

  /** @returns what is wrong with the code if the payer may try another one, else undefined */
  async verify(order: Order, token: string, verify_code: string): Promise<Text | undefined> {
    const { family, calls } = this.of(order);
    let problem: Text | undefined;
    await this.attempts.run(order, family, async () => {
      try {
        const { state, no_agree } = await calls.verify(order, token, verify_code);
        await this.orders.noteCard(order.no_order, no_agree);
        return afterState(state);
      } catch (error) {
        if (!isWrongCode(error)) throw error;
        problem = reasonOf(error);
        return { status: 'awaiting-code', token };
      }
    });
    return problem;
  }

  private of(order: Order): { readonly family: PaymentFamily; readonly calls: CardCalls } {
    return isForeign(order)
      ? { family: 'exchange', calls: this.exchange }
      : { family: 'easypay', calls: this.easypay };
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
