import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import { AGGREGATE_QUERY } from './aggregate-query.definition.js';
import type { AggregateQueryRequest } from './aggregate-query.request.js';
import type { AggregateQueryResponse } from './aggregate-query.response.js';

/** Results of aggregate payments, by redirect and direct alike. */
@Injectable()
export class AggregateQueryService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * Asks what became of an order. Safe to repeat.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses, `8901` when it does not know the order
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "Aggregate Payment Result Query API"
   * @example
   * const { result_pay } = await aggregateQuery.query({ no_order: order.id });
   * const isPaid = result_pay === 'SUCCESS';
   */
  query(
    request: RequestInput<AggregateQueryRequest>,
    options?: LianlianCallOptions,
  ): Promise<AggregateQueryResponse> {
    return this.client.call(AGGREGATE_QUERY, request, options);
  }
}
