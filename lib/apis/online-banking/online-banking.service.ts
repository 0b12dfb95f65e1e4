import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { RedirectForm } from '../../wire/redirect-form.js';
import { ONLINE_BANKING_REDIRECT } from './online-banking.definition.js';
import type { OnlineBankingRedirectRequest } from './online-banking-redirect.request.js';

/** Payments by online banking, on PC web sites. */
@Injectable()
export class OnlineBankingService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * A signed form that takes the payer to the page of banks, or to one bank at once. Nothing is sent: the
   * payer's browser does that, within 30 minutes.
   *
   * @throws LianlianValidationError if the request breaks a rule
   * @see LianLian's "Online Banking Payment API"
   * @example
   * const form = await onlineBanking.createForm({
   *   user_id: 'u-1', no_order: order.id, dt_order: order.createdAt, busi_partner: '109001',
   *   name_goods: '羽毛球', money_order: '210.97', userreq_ip: request.ip, pay_type: '1', bank_code: '01050000',
   *   risk_item: { frms_ware_category: '1009', user_info_mercht_userno: 'u-1' },
   * });
   * return form.toHtml();
   */
  createForm(
    request: RequestInput<OnlineBankingRedirectRequest>,
    options?: LianlianCallOptions,
  ): Promise<RedirectForm> {
    return this.client.form(ONLINE_BANKING_REDIRECT, request, options);
  }
}
