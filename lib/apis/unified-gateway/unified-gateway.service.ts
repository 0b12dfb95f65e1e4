import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { UnifiedCreateRequest } from './unified-create.request.js';
import type { UnifiedCreateResponse } from './unified-create.response.js';
import { UNIFIED_CREATE } from './unified-gateway.definition.js';

/** Payments that are created from a server and paid on a page of LianLian's: cards and online banking. */
@Injectable()
export class UnifiedGatewayService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * Creates a payment; `gateway_url` is where the payer is sent. The response is not a payment yet: the
   * notification or a query tells.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "Unified Gateway: Payment Creation API"
   * @example
   * const { gateway_url } = await unifiedGateway.create({
   *   flag_pay_product: '2', flag_chnl: 2, user_id: 'u-1', no_order: order.id, dt_order: order.createdAt,
   *   busi_partner: '109001', name_goods: '羽毛球', money_order: '210.97',
   *   risk_item: { frms_ware_category: '1009' },
   * });
   * return { url: gateway_url, statusCode: 303 };
   */
  create(
    request: RequestInput<UnifiedCreateRequest>,
    options?: LianlianCallOptions,
  ): Promise<UnifiedCreateResponse> {
    return this.client.call(UNIFIED_CREATE, request, options);
  }
}
