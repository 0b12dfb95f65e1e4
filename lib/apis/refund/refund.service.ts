import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import { LianlianValidationError } from '../../errors/lianlian-validation.error.js';
import { wireMessages } from '../../wire/wire.messages.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { RefundApplyRequest } from './refund-apply.request.js';
import type { RefundQueryRequest } from './refund-query.request.js';
import { isNotFound, refuseIfBeside } from './refund-beside.js';
import { REFUND_APPLY, REFUND_APPLY_CROSS_BORDER, REFUND_QUERY } from './refund.definitions.js';
import type { RefundApplyResponse, RefundQueryResponse } from './refund.response.js';
import {
  applyOptionsOf,
  queryOptionsOf,
  type RefundApplyOptions,
  type RefundQueryOptions,
} from './refund-options.js';
import { refundableViolations } from './refundable.js';

/** Refunds of payments, in full or in part, and what became of them. */
@Injectable()
export class RefundService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * Applies for a refund. `state` tells how far it is; the notification or a query tells the end.
   *
   * With `paid` (and `refunded`) a refund of more than what is left is refused before anything is sent. So is one whose
   * options are misspelt, or have a value that is none, such as `null`: `undefined` alone counts as left out.
   *
   * `no_refund` is a number of the refund's own, which no other refund of the merchant ever gets: keep it, and `dt_refund`,
   * before you call. An error is no failed refund, least of all one whose `outcome` is `unknown`: query it before you send
   * it again, with the very `no_refund` and `dt_refund`, and before you refund the money under another number.
   *
   * @throws LianlianValidationError if the request or an option breaks a rule, or it exceeds what is left; nothing was sent
   * @throws LianlianApiError if LianLian refuses
   * @throws LianlianTransportError if no readable response came: query before anything else
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this refund
   * @see LianLian's "Refund Apply API"
   * @example
   * const { state } = await refunds.apply(
   *   { no_refund: refund.id, dt_refund: refund.createdAt, money_refund: refund.amount, no_order: order.id, dt_order: order.createdAt },
   *   { paid: '49.95', refunded: '10.00' },
   * );
   */
  async apply(
    request: RequestInput<RefundApplyRequest>,
    options?: RefundApplyOptions,
  ): Promise<RefundApplyResponse> {
    const subject = wireMessages.notSent(REFUND_APPLY.title, request.no_order ?? '');
    const { crossBorder, refundable, call } = applyOptionsOf(options, subject);
    const violations = refundableViolations(request.money_refund, refundable, crossBorder);
    if (violations.length > 0) throw new LianlianValidationError(violations, subject);
    return this.client.call(crossBorder ? REFUND_APPLY_CROSS_BORDER : REFUND_APPLY, request, call);
  }

  /**
   * Asks what became of a refund. Safe to repeat; LianLian recommends 15 minutes after the refund at the
   * earliest.
   *
   * Pass `money_refund` beside the request, and a response about another amount is refused, too.
   *
   * An error here speaks of the query: a refund whose query failed is not a refund that failed. Before it says that
   * LianLian does not have a refund, LianLian is asked whether it has one of that number with another time, which the app
   * did not keep as it was sent: that is a `LianlianSignatureError` whose outcome is `unknown`, so that nothing is refunded
   * anew.
   *
   * @throws LianlianValidationError if the request or an option breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses, `9921` when it cannot tell now
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this refund
   * @see LianLian's "Refund Result Query API"
   * @example
   * const { state } = await refunds.query(
   *   { no_refund: refund.id, dt_refund: refund.createdAt },
   *   { money_refund: refund.amount },
   * );
   * if (state === 'failed') await refunds.reopen(refund.id);
   */
  async query(
    request: RequestInput<RefundQueryRequest>,
    options?: RefundQueryOptions,
  ): Promise<RefundQueryResponse> {
    const { money_refund, call } = queryOptionsOf(options, wireMessages.notSent(REFUND_QUERY.title, ''));
    const expected = money_refund === undefined ? {} : { money_refund };
    const ask = (asked: RequestInput<RefundQueryRequest>): Promise<RefundQueryResponse> =>
      this.client.call(REFUND_QUERY, asked, call, { expected });
    try {
      return await ask(request);
    } catch (error) {
      if (isNotFound(error)) await refuseIfBeside(request, ask);
      throw error;
    }
  }
}
