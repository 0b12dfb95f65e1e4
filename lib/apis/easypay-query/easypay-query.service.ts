import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import { EASYPAY_QUERY } from './easypay-query.definition.js';
import type { EasypayQueryRequest } from './easypay-query.request.js';
import type { EasypayQueryResponse } from './easypay-query.response.js';

/** Results of easy payments, by redirect and direct alike. */
@Injectable()
export class EasypayQueryService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * Asks what became of a payment. Safe to repeat.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses, `8901` when it does not know the order
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "Easy Payment Result Query API"
   * @example
   * const { result_pay } = await easypayQuery.query({ no_order: order.id, dt_order: order.createdAt });
   */
  query(
    request: RequestInput<EasypayQueryRequest>,
    options?: LianlianCallOptions,
  ): Promise<EasypayQueryResponse> {
    return this.client.call(EASYPAY_QUERY, request, options);
  }
}
