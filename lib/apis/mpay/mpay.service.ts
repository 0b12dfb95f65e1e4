import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { MpayApplyRequest } from './mpay-apply.request.js';
import type { MpayApplyResponse } from './mpay-apply.response.js';
import type { MpayBindApplyRequest } from './mpay-bind-apply.request.js';
import type { MpayBindApplyResponse } from './mpay-bind-apply.response.js';
import type { MpayBindVerifyRequest } from './mpay-bind-verify.request.js';
import type { MpayBindVerifyResponse } from './mpay-bind-verify.response.js';
import type { MpayQueryRequest } from './mpay-query.request.js';
import type { MpayQueryResponse } from './mpay-query.response.js';
import type { MpayVerifyRequest } from './mpay-verify.request.js';
import type { MpayVerifyResponse } from './mpay-verify.response.js';
import {
  MPAY_APPLY,
  MPAY_BIND_APPLY,
  MPAY_BIND_VERIFY,
  MPAY_QUERY,
  MPAY_VERIFY,
} from './mpay.definitions.js';

/**
 * MPAY: card payments from a server whose first steps travel encrypted, and the cards that pay so. Its wallets are not here:
 * what LianLian responds there is known from one demo program alone.
 */
@Injectable()
export class MpayService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * Binds a card, first step: sends the payer an SMS code. The request travels encrypted.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian or the bank refuses
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this user
   * @see LianLian's "MPAY Card Bind Apply API"
   * @example
   * const { state, token } = await mpay.bindApply({
   *   user_id: 'u-1', pay_type: '2', card_no, acct_name, bind_mob, id_type: '0', id_no,
   *   risk_item: { frms_ware_category: '1009' },
   * });
   * if (state === 'sms-sent') await payers.keepToken('u-1', token);
   */
  bindApply(
    request: RequestInput<MpayBindApplyRequest>,
    options?: LianlianCallOptions,
  ): Promise<MpayBindApplyResponse> {
    return this.client.call(MPAY_BIND_APPLY, request, options);
  }

  /**
   * Binds a card, second step: the SMS code that the payer typed.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian or the bank refuses, a wrong code included
   * @throws LianlianTransportError if no readable response came: list the payer's cards before anything else
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this user
   * @see LianLian's "MPAY Card Bind Verify API"
   * @example
   * const { no_agree } = await mpay.bindVerify({ user_id: 'u-1', token, verify_code: '123456' });
   */
  bindVerify(
    request: RequestInput<MpayBindVerifyRequest>,
    options?: LianlianCallOptions,
  ): Promise<MpayBindVerifyResponse> {
    return this.client.call(MPAY_BIND_VERIFY, request, options);
  }

  /**
   * A payment's first step: creates the transaction, and sends the SMS code where the merchant has that step. `state` tells
   * what is next: `0000` alone is no proof of payment. The request travels encrypted.
   *
   * An unpaid order may be sent again with the same fields. After an error whose outcome is `unknown`, query it by `no_order`.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian or the bank refuses
   * @throws LianlianTransportError if no readable response came: query before anything else
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "MPAY Apply Direct API"
   * @example
   * const applied = await mpay.apply({
   *   pay_type: '2', user_id: 'u-1', no_order: order.id, dt_order: order.createdAt, busi_partner: '109001',
   *   name_goods: '羽毛球', money_order: '210.97', risk_item: { frms_ware_category: '1009' },
   *   no_agree: payer.boundCard,
   * });
   * if (applied.state === 'sms-sent') await orders.keepToken(order.id, applied.token);
   */
  apply(request: RequestInput<MpayApplyRequest>, options?: LianlianCallOptions): Promise<MpayApplyResponse> {
    return this.client.call(MPAY_APPLY, request, options);
  }

  /**
   * A payment's second step: the SMS code that the payer typed. A token is for one try: where no response came, query, and do
   * not verify again.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian or the bank refuses, a wrong code included
   * @throws LianlianTransportError if no readable response came: query before anything else
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "MPAY Verify Direct API"
   * @example
   * const { state } = await mpay.verify({
   *   no_order: order.id, money_order: '210.97', token: await orders.tokenOf(order.id), verify_code: '123456',
   * });
   */
  verify(
    request: RequestInput<MpayVerifyRequest>,
    options?: LianlianCallOptions,
  ): Promise<MpayVerifyResponse> {
    return this.client.call(MPAY_VERIFY, request, options);
  }

  /**
   * Asks what became of a payment. Safe to repeat.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses, `8901` when it does not know the order
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "MPAY Payment Result Query API"
   * @example
   * const { result_pay } = await mpay.query({ no_order: order.id, dt_order: order.createdAt });
   */
  query(request: RequestInput<MpayQueryRequest>, options?: LianlianCallOptions): Promise<MpayQueryResponse> {
    return this.client.call(MPAY_QUERY, request, options);
  }
}
