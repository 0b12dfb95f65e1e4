import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { SdkParameters } from '../../wire/sdk-parameters.js';
import { EASYPAY_MOBILE } from './easypay-mobile.definition.js';
import type { EasypayMobileRequest } from './easypay-mobile.request.js';

/** Easy payments in the merchant's own app, opened by LianLian's SDK. */
@Injectable()
export class EasypayMobileService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * Signed parameters for the app, which hands them to LianLian's SDK as they are. Nothing is sent. The result of the payment
   * comes by the notification; what the SDK tells the app proves nothing.
   *
   * Send them to the payer's own app alone, over TLS: they hold the payer's document and name.
   *
   * @throws LianlianValidationError if the request breaks a rule
   * @throws LianlianTransportError `not-sent`, if the merchant cannot be looked up or cannot sign
   * @see LianLian's "Easy Payment Mobile (parameters for the SDK)"
   * @example
   * @Post('orders/:id/app-payment')
   * async open(@Param('id') id: string) {
   *   const order = await this.orders.find(id);
   *   return this.lianlian.easypayMobile.createParameters({
   *     pay_type: 'M', user_id: 'u-1', no_order: order.id, dt_order: order.createdAt, busi_partner: '109001',
   *     name_goods: '羽毛球', money_order: '210.97', risk_item: { frms_ware_category: '1009' }, ...order.payer,
   *   });
   * }
   */
  createParameters(
    request: RequestInput<EasypayMobileRequest>,
    options?: LianlianCallOptions,
  ): Promise<SdkParameters> {
    return this.client.parameters(EASYPAY_MOBILE, request, options);
  }
}
