import { Injectable } from '@nestjs/common';

import type { AggregateQueryResponse } from '../apis/aggregate-query/aggregate-query.response.js';
import { AggregateQueryService } from '../apis/aggregate-query/aggregate-query.service.js';
import type { EasypayQueryResponse } from '../apis/easypay-query/easypay-query.response.js';
import { EasypayQueryService } from '../apis/easypay-query/easypay-query.service.js';
import { isBlank } from '../common/blank.js';
import { brokenRules } from '../common/broken-rules.js';
import { fenOf } from '../common/money.js';
import { PAYMENT_PRODUCTS, type PaymentReference } from '../common/payment-reference.js';
import { pays } from '../common/payment-state.js';
import { LianlianSignatureError } from '../errors/lianlian-signature.error.js';
import { LianlianValidationError } from '../errors/lianlian-validation.error.js';
import type { LianlianCallOptions } from '../wire/call-options.js';
import { wireMessages } from '../wire/wire.messages.js';
import { AuthorizationQuery } from './authorization-query.js';
import { type PaymentStatus, statusOf, statusOfError } from './payment-status.js';
import { queryMessages } from './query.messages.js';

/** A payment to ask about; by its number alone where the product's query takes that. */
type PaymentQuestion = Omit<PaymentReference, 'dt_order' | 'money_order'> & {
  readonly dt_order: Date | string | undefined;
};

/** One question to LianLian about a payment, by the query of its product: for what asks again by itself. */
@Injectable()
export class PaymentQuery {
  constructor(
    private readonly aggregate: AggregateQueryService,
    private readonly easypay: EasypayQueryService,
    private readonly authorizations: AuthorizationQuery,
  ) {}

  /** What LianLian knows of a payment now. @throws LianlianError as `PaymentQueriesService.find` does */
  async find(
    { product, money_order, ...order }: PaymentReference,
    options?: LianlianCallOptions,
  ): Promise<PaymentStatus> {
    // An order read from a database may have anything there, and the wrong query says that there is no such payment.
    if (!PAYMENT_PRODUCTS.includes(product)) {
      throw new LianlianValidationError(
        [{ property: 'product', ...brokenRules.choice('product', PAYMENT_PRODUCTS) }],
        queryMessages.queriedOrder(order.no_order),
      );
    }
    try {
      const response = await this.respond({ product, ...order }, options);
      if (isOtherAmount(money_order, response.money_order)) {
        const subject = queryMessages.queriedOrder(order.no_order);
        throw new LianlianSignatureError(wireMessages.foreignResponse(subject, 'money_order'), {
          outcome: 'unknown',
        });
      }
      // Whoever calls a query reads its response; here nobody does.
      if (namesNeither(order, response)) {
        throw new LianlianSignatureError(queryMessages.aboutNothing(order.no_order), { outcome: 'unknown' });
      }
      return await this.statusOf(response, order, options);
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
  ): Promise<AggregateQueryResponse | EasypayQueryResponse> {
    if (product === 'aggregate') return this.aggregate.query({ ...order, dt_order }, options);
    // Without the time the response may be about an order of another day, but not beside the transaction's own number.
    if (isBlank(dt_order) && isBlank(order.oid_paybill)) {
      throw new LianlianValidationError(
        [{ property: 'dt_order', ...brokenRules.required('dt_order') }],
        queryMessages.queriedOrder(order.no_order),
      );
    }
    return this.easypay.query({ ...order, dt_order }, options);
  }

  /** A success that names no `pay_type` may be an authorization, which another query tells; `pending` where it cannot. */
  private async statusOf(
    response: AggregateQueryResponse | EasypayQueryResponse,
    { no_order, dt_order, oid_partner }: Pick<PaymentReference, 'no_order' | 'dt_order' | 'oid_partner'>,
    options: LianlianCallOptions | undefined,
  ): Promise<PaymentStatus> {
    const { oid_paybill } = response;
    if (pays(response) !== undefined || isBlank(oid_paybill)) return statusOf(response);
    const transaction = { no_order, dt_order, oid_paybill, oid_partner };
    return statusOf(response, await this.authorizations.isAuthorization(transaction, options));
  }
}

/** Whether a response says neither of which order nor of which transaction it speaks: it may be about any. */
function namesNeither(
  asked: Pick<PaymentReference, 'oid_paybill'>,
  { no_order, oid_paybill }: AggregateQueryResponse | EasypayQueryResponse,
): boolean {
  return isBlank(no_order) && (isBlank(asked.oid_paybill) || isBlank(oid_paybill));
}

function isOtherAmount(ours: string | undefined, theirs: string | undefined): boolean {
  return ours !== undefined && theirs !== undefined && fenOf(ours) !== fenOf(theirs);
}
