import { Injectable } from '@nestjs/common';

import { AggregateQueryService } from '../apis/aggregate-query/aggregate-query.service.js';
import { EasypayQueryService } from '../apis/easypay-query/easypay-query.service.js';
import { ExchangeService } from '../apis/exchange/exchange.service.js';
import { MpayService } from '../apis/mpay/mpay.service.js';
import { isBlank } from '../common/blank.js';
import type { PaymentReference } from '../common/payments/payment-reference.js';
import { pays } from '../common/payments/payment-state.js';
import { LianlianSignatureError } from '../errors/lianlian-signature.error.js';
import type { LianlianCallOptions } from '../wire/call-options.js';
import { wireMessages } from '../wire/wire.messages.js';
import { foreignAmountField, isOtherTime, namesNeither } from './about-another.js';
import { AuthorizationQuery } from './authorization-query.js';
import { type PaymentQueryResponse, type PaymentStatus, statusOf, statusOfError } from './payment-status.js';
import { checkReference, type PaymentQuestion, requireTime } from './payment-question.js';
import { queryMessages } from './query.messages.js';

/** One question to LianLian about a payment, by the query of its product: for what asks again by itself. */
@Injectable()
export class PaymentQuery {
  constructor(
    private readonly aggregate: AggregateQueryService,
    private readonly easypay: EasypayQueryService,
    private readonly mpay: MpayService,
    private readonly exchange: ExchangeService,
    private readonly authorizations: AuthorizationQuery,
  ) {}

  /** What LianLian knows of a payment now. @throws LianlianError as `PaymentQueriesService.find` does */
  async find(reference: PaymentReference, options?: LianlianCallOptions): Promise<PaymentStatus> {
    checkReference(reference);
    // By their names: entities of an ORM have getters. What has none is refused by its name.
    const { product, no_order, dt_order, oid_paybill, oid_partner, money_order, currency_order, ...unknown } =
      reference;
    const order = { ...unknown, no_order, dt_order, oid_paybill, oid_partner };
    try {
      const response = await this.respond({ ...order, product }, options);
      if (product === 'exchange' && isOtherTime(order, response)) return { state: 'not-found' };
      const field = foreignAmountField({ money_order, currency_order }, response);
      if (field !== undefined) {
        const subject = queryMessages.queriedOrder(order.no_order);
        throw new LianlianSignatureError(wireMessages.foreignResponse(subject, field), {
          outcome: 'unknown',
        });
      }
      // An app that calls a query reads its response; here nobody does.
      if (namesNeither(order, response)) {
        throw new LianlianSignatureError(queryMessages.aboutNothing(order.no_order), { outcome: 'unknown' });
      }
      // A payment in a foreign currency is never an authorization.
      return product === 'exchange'
        ? statusOf(response, false)
        : await this.statusOf(response, order, options);
    } catch (error) {
      const status = statusOfError(error);
      if (status === undefined) throw error;
      return status;
    }
  }

  /** The verified response as it is. @throws LianlianError for a refusal, too */
  async respond(
    { product, dt_order, ...order }: PaymentQuestion,
    options?: LianlianCallOptions,
  ): Promise<PaymentQueryResponse> {
    switch (product) {
      case 'aggregate':
        return this.aggregate.query({ ...order, dt_order }, options);
      case 'exchange':
        return this.exchange.query(order, options);
      case 'mpay':
        requireTime({ ...order, dt_order });
        return this.mpay.query({ ...order, dt_order }, options);
      case 'easypay':
        requireTime({ ...order, dt_order });
        return this.easypay.query({ ...order, dt_order }, options);
    }
  }

  /** A success that names no `pay_type` may be an authorization, which another query tells; `pending` where it cannot. */
  private async statusOf(
    response: PaymentQueryResponse,
    { no_order, dt_order, oid_partner }: Pick<PaymentReference, 'no_order' | 'dt_order' | 'oid_partner'>,
    options: LianlianCallOptions | undefined,
  ): Promise<PaymentStatus> {
    const { oid_paybill } = response;
    if (pays(response) !== undefined || isBlank(oid_paybill)) return statusOf(response);
    const transaction = { no_order, dt_order, oid_paybill, oid_partner };
    return statusOf(response, await this.authorizations.isAuthorization(transaction, options));
  }
}
