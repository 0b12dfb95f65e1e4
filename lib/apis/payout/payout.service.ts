import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { PayoutApplyRequest } from './payout-apply.request.js';
import type { PayoutApplyResponse } from './payout-apply.response.js';
import type { PayoutConfirmRequest } from './payout-confirm.request.js';
import type { PayoutConfirmResponse } from './payout-confirm.response.js';
import type { PayoutQueryRequest } from './payout-query.request.js';
import type { PayoutQueryResponse } from './payout-query.response.js';
import { PAYOUT_APPLY, PAYOUT_CONFIRM, PAYOUT_QUERY } from './payout.definitions.js';

/** Payouts: money that leaves. */
@Injectable()
export class PayoutService {
  constructor(private readonly client: LianlianClient) {}

  apply(
    request: RequestInput<PayoutApplyRequest>,
    options?: LianlianCallOptions,
  ): Promise<PayoutApplyResponse> {
    return this.client.call(PAYOUT_APPLY, request, options);
  }

  confirm(
    request: RequestInput<PayoutConfirmRequest>,
    options?: LianlianCallOptions,
  ): Promise<PayoutConfirmResponse> {
    return this.client.call(PAYOUT_CONFIRM, request, options);
  }

  query(
    request: RequestInput<PayoutQueryRequest>,
    options?: LianlianCallOptions,
  ): Promise<PayoutQueryResponse> {
    return this.client.call(PAYOUT_QUERY, request, options);
  }
}
