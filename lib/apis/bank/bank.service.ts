import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import { BANKS_BRANCHES, BANKS_SUPPORTED } from './bank.definitions.js';
import type { BanksBranchesRequest } from './banks-branches.request.js';
import type { BanksBranchesResponse } from './banks-branches.response.js';
import type { BanksSupportedRequest } from './banks-supported.request.js';
import type { BanksSupportedResponse } from './banks-supported.response.js';

/** What LianLian knows of banks: which it takes, and their branches. */
@Injectable()
export class BankService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * The banks that a product takes, with their limits. Safe to repeat.
   *
   * The response may come without a signature: `verified` says so. Show it, and decide nothing by one that is not verified; a
   * signature that is there and wrong is refused.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response's signature is not LianLian's, or it is about another merchant
   * @see LianLian's "Supported Bank Query"
   * @example
   * const { support_banklist } = await banks.supported({ product_type: '1', pay_chnl: '13' });
   */
  supported(
    request: RequestInput<BanksSupportedRequest>,
    options?: LianlianCallOptions,
  ): Promise<BanksSupportedResponse> {
    return this.client.call(BANKS_SUPPORTED, request, options);
  }

  /**
   * The branches of a bank, by the bank's code or a card of it: for the `prcptcd` of a payout to a business. Safe to repeat.
   * LianLian may not sign the branches: let a person choose one.
   *
   * @throws LianlianValidationError if the request breaks a rule; nothing was sent
   * @throws LianlianApiError if LianLian refuses, `5501` when it cannot tell now
   * @throws LianlianTransportError if no readable response came
   * @throws LianlianSignatureError if the response is not LianLian's, or not about this card
   * @see LianLian's "CNAPS Branch Query"
   * @example
   * const { card_list } = await banks.branches({ bank_code: '01020000', city_code: '330100', brabank_name: '西湖' });
   */
  branches(
    request: RequestInput<BanksBranchesRequest>,
    options?: LianlianCallOptions,
  ): Promise<BanksBranchesResponse> {
    return this.client.call(BANKS_BRANCHES, request, options);
  }
}
