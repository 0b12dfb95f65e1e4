import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { RedirectForm } from '../../wire/redirect-form.js';
import { AGGREGATE_REDIRECT } from './aggregate-redirect.definition.js';
import type { AggregateRedirectRequest } from './aggregate-redirect.request.js';

/** Payments on LianLian's aggregate page: online banking, cards, WeChat Pay and Alipay, on PC web sites. */
@Injectable()
export class AggregateRedirectService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * A signed form that takes the payer to LianLian's page. Nothing is sent: the payer's browser does that,
   * within 30 minutes.
   *
   * @throws LianlianValidationError if the request breaks a rule
   * @see LianLian's "Aggregate Payment Redirect API"
   * @example
   * const form = await aggregateRedirect.createForm({
   *   user_id: 'u-1', no_order: order.id, dt_order: order.createdAt, busi_partner: '109001',
   *   name_goods: '羽毛球', money_order: '210.97', userreq_ip: request.ip,
   *   risk_item: { frms_ware_category: '1009', user_info_mercht_userno: 'u-1' },
   * });
   * return form.toHtml();
   */
  createForm(
    request: RequestInput<AggregateRedirectRequest>,
    options?: LianlianCallOptions,
  ): Promise<RedirectForm> {
    return this.client.form(AGGREGATE_REDIRECT, request, options);
  }
}
