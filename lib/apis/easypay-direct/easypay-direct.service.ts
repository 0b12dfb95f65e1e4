import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { EasypayApplyRequest } from './easypay-apply.request.js';
import type { EasypayApplyResponse } from './easypay-apply.response.js';
import { EASYPAY_APPLY, EASYPAY_VERIFY } from './easypay-direct.definitions.js';
import type { EasypayVerifyRequest } from './easypay-verify.request.js';
import type { EasypayVerifyResponse } from './easypay-verify.response.js';

/** Card payments from a server, in two steps: apply sends the payer an SMS code, verify takes it. */
@Injectable()
export class EasypayDirectService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * The first step: creates the transaction and sends the SMS code. `state` tells what is next.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian or the bank refuses
   * @throws LianlianTransportError if no readable response came: query before anything else
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "Easypay Apply Direct API"
   * @example
   * const applied = await easypayDirect.apply({
   *   pay_type: 'M', user_id: 'u-1', no_order: order.id, dt_order: order.createdAt, busi_partner: '109001',
   *   name_goods: '羽毛球', money_order: '210.97', risk_item: { frms_ware_category: '1009' },
   *   no_agree: payer.boundCard,
   * });
   * if (applied.state === 'sms-sent') await orders.keepToken(order.id, applied.token);
   */
  apply(
    request: RequestInput<EasypayApplyRequest>,
    options?: LianlianCallOptions,
  ): Promise<EasypayApplyResponse> {
    return this.client.call(EASYPAY_APPLY, request, options);
  }

  /**
   * The second step: the SMS code that the payer typed.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian or the bank refuses, a wrong code included
   * @throws LianlianTransportError if no readable response came: query before anything else
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "Easypay Verify Direct API"
   * @example
   * const { state } = await easypayDirect.verify({
   *   no_order: order.id, dt_order: order.createdAt, money_order: '210.97',
   *   token: await orders.tokenOf(order.id), verify_code: '123456',
   * });
   */
  verify(
    request: RequestInput<EasypayVerifyRequest>,
    options?: LianlianCallOptions,
  ): Promise<EasypayVerifyResponse> {
    return this.client.call(EASYPAY_VERIFY, request, options);
  }
}
