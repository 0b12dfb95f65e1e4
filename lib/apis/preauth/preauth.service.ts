import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { PreauthCancelRequest } from './preauth-cancel.request.js';
import type { PreauthCancelResponse } from './preauth-cancel.response.js';
import type { PreauthCaptureRequest } from './preauth-capture.request.js';
import type { PreauthCaptureResponse } from './preauth-capture.response.js';
import type { PreauthQueryRequest } from './preauth.request.js';
import type { PreauthQueryResponse } from './preauth-query.response.js';
import { PREAUTH_CANCEL, PREAUTH_CAPTURE, PREAUTH_QUERY } from './preauth.definitions.js';

/**
 * What follows an authorization, which is made with `pay_type` F by Easypay (direct or redirect): capture it,
 * cancel it, or ask where it stands. None of them has a notification.
 */
@Injectable()
export class PreauthService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * Takes an authorized amount, or part of it.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian or the bank refuses
   * @throws LianlianTransportError if no readable response came: query before anything else
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order and amount
   * @see LianLian's "Pre-authorized capture API"
   * @example
   * const { state } = await preauth.capture({
   *   user_id: 'u-1', pay_type: 'F', no_order: order.id, dt_order: order.createdAt, money_order: '30.00',
   * });
   */
  capture(
    request: RequestInput<PreauthCaptureRequest>,
    options?: LianlianCallOptions,
  ): Promise<PreauthCaptureResponse> {
    return this.client.call(PREAUTH_CAPTURE, request, options);
  }

  /**
   * Gives the authorized amount back to the payer's disposal. What was captured is refunded instead.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian or the bank refuses
   * @throws LianlianTransportError if no readable response came: query before anything else
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "Pre-authorized cancel API"
   * @example
   * await preauth.cancel({
   *   user_id: 'u-1', pay_type: 'F', no_order: order.id, dt_order: order.createdAt, money_order: '49.95',
   * });
   */
  cancel(
    request: RequestInput<PreauthCancelRequest>,
    options?: LianlianCallOptions,
  ): Promise<PreauthCancelResponse> {
    return this.client.call(PREAUTH_CANCEL, request, options);
  }

  /**
   * Asks where an authorization stands. Safe to repeat. A failed step is a `state`, not an error.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses the query itself
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this order
   * @see LianLian's "Pre-authorized order status query API"
   * @example
   * const { state } = await preauth.query({ pay_type: 'F', no_order: order.id, dt_order: order.createdAt });
   * if (state === 'authorized') await orders.mayBeShipped(order.id);
   */
  query(
    request: RequestInput<PreauthQueryRequest>,
    options?: LianlianCallOptions,
  ): Promise<PreauthQueryResponse> {
    return this.client.call(PREAUTH_QUERY, request, options);
  }
}
