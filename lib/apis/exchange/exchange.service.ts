import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { ExchangeApplyRequest } from './exchange-apply.request.js';
import type { ExchangeApplyResponse } from './exchange-apply.response.js';
import type { ExchangeQueryRequest } from './exchange-query.request.js';
import type { ExchangeQueryResponse } from './exchange-query.response.js';
import type { ExchangeVerifyRequest } from './exchange-verify.request.js';
import type { ExchangeVerifyResponse } from './exchange-verify.response.js';
import { EXCHANGE_APPLY, EXCHANGE_QUERY, EXCHANGE_VERIFY } from './exchange.definitions.js';

/**
 * Card payments of orders in a foreign currency: the payer pays in yuan at LianLian's rate, and you are settled in the currency
 * of the order. Refunds of them: `refunds.apply` with `crossBorder`.
 */
@Injectable()
export class ExchangeService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * The first step: creates the transaction and sends the SMS code. `state` tells what is next. Sent again with the same
   * fields it sends another code.
   *
   * @throws LianlianValidationError if the request breaks a rule, a fraction of a yen for instance; nothing was sent
   * @throws LianlianApiError if LianLian or the bank refuses
   * @throws LianlianTransportError if no readable response came: query before anything else
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order, its amount or its currency
   * @see LianLian's "Exchange Payment Apply API"
   * @example
   * const applied = await exchange.apply({
   *   pay_type: 'M', user_id: 'u-1', no_order: order.id, dt_order: order.createdAt, busi_partner: '109001',
   *   name_goods: '羽毛球', currency_order: 'USD', money_order: '29.90', currency_settle: 'USD',
   *   risk_item: { frms_ware_category: '1009' }, no_agree: payer.boundCard, bind_mob: payer.phone,
   * });
   * if (applied.state === 'sms-sent') await orders.keepToken(order.id, applied.token);
   */
  apply(
    request: RequestInput<ExchangeApplyRequest>,
    options?: LianlianCallOptions,
  ): Promise<ExchangeApplyResponse> {
    return this.client.call(EXCHANGE_APPLY, request, options);
  }

  /**
   * The second step: the SMS code that the payer typed.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian or the bank refuses, a wrong code included
   * @throws LianlianTransportError if no readable response came: query before anything else
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "Exchange Payment Verify API"
   * @example
   * const { state, money_pay, exchange_rate } = await exchange.verify({
   *   user_id: 'u-1', no_order: order.id, token: await orders.tokenOf(order.id), verify_code: '123456',
   * });
   */
  verify(
    request: RequestInput<ExchangeVerifyRequest>,
    options?: LianlianCallOptions,
  ): Promise<ExchangeVerifyResponse> {
    return this.client.call(EXCHANGE_VERIFY, request, options);
  }

  /**
   * Asks what became of a payment. Safe to repeat. LianLian finds it by its number alone: compare `dt_order`, `money_order` and
   * `currency_order` with the order's, or let `queries.find` do so.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses, `8901` when it does not know the order
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "Exchange Payment Result Query API"
   * @example
   * const { result_pay, exchange_rate } = await exchange.query({ no_order: order.id });
   */
  query(
    request: RequestInput<ExchangeQueryRequest>,
    options?: LianlianCallOptions,
  ): Promise<ExchangeQueryResponse> {
    return this.client.call(EXCHANGE_QUERY, request, options);
  }
}
