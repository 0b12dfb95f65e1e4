import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { AccountBalanceRequest } from './account-balance.request.js';
import type { AccountBalanceResponse } from './account-balance.response.js';
import { ACCOUNT_BALANCE } from './account.definition.js';

/** The merchant's account at LianLian. */
@Injectable()
export class AccountService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * What is at the merchant's disposal. Safe to repeat.
   *
   * The response may come without a signature: `verified` says so. Show it, and decide nothing by one that is not verified; a
   * signature that is there and wrong is refused.
   *
   * @param request `oid_partner`, where the module has several merchants
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response's signature is not LianLian's, or it is about another merchant
   * @see LianLian's "Balance Query API"
   * @example
   * const { amt_balance, verified } = await account.balance();
   * const fen = yuanToFen(amt_balance);
   */
  balance(
    request: RequestInput<AccountBalanceRequest> = {},
    options?: LianlianCallOptions,
  ): Promise<AccountBalanceResponse> {
    return this.client.call(ACCOUNT_BALANCE, request, options);
  }
}
