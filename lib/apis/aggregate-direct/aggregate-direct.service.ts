import { Injectable } from '@nestjs/common';

import type { WalletPayType } from '../../common/enums.js';
import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import { AGGREGATE_DIRECT } from './aggregate-direct.definition.js';
import type { AggregateDirectRequest } from './aggregate-direct.request.js';
import type { AggregateDirectResponse } from './aggregate-direct.response.js';

/** Payments by WeChat Pay and Alipay from a server: QR codes, the WeChat app, a WeChat official account. */
@Injectable()
export class AggregateDirectService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * Creates an order that the payer settles in WeChat or Alipay. The response is not a payment yet: the
   * notification or a query tells.
   *
   * A literal `pay_type` tells the compiler what `payLoad` is: text for I and L, an object for Y and W.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "Aggregate Payment Direct API"
   * @example
   * const { payLoad } = await aggregateDirect.pay({
   *   pay_type: 'I', user_id: 'u-1', no_order: order.id, dt_order: order.createdAt, busi_partner: '109001',
   *   name_goods: '羽毛球', money_order: '210.97', risk_item: { frms_ware_category: '1009' },
   * });
   * // show payLoad as a QR code
   */
  pay<PayType extends WalletPayType>(
    request: RequestInput<AggregateDirectRequest> & { readonly pay_type: PayType },
    options?: LianlianCallOptions,
  ): Promise<AggregateDirectResponse<PayType>> {
    return this.client.call<AggregateDirectRequest, AggregateDirectResponse<PayType>>(
      AGGREGATE_DIRECT,
      request,
      options,
    );
  }
}
