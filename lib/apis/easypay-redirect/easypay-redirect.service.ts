import { Injectable } from '@nestjs/common';

import type { RequestInput } from '../../common/fields/lianlian-message.js';
import type { LianlianCallOptions } from '../../wire/call-options.js';
import { LianlianClient } from '../../wire/lianlian-client.js';
import type { RedirectForm } from '../../wire/redirect-form.js';
import type { EasypayH5RedirectRequest } from './easypay-h5-redirect.request.js';
import { EASYPAY_H5_REDIRECT, EASYPAY_WEB_REDIRECT } from './easypay-redirect.definitions.js';
import type { EasypayWebRedirectRequest } from './easypay-web-redirect.request.js';

/** Card payments on LianLian's easy payment pages, for PC web sites and for phones. */
@Injectable()
export class EasypayRedirectService {
  constructor(private readonly client: LianlianClient) {}

  /**
   * A signed form that takes the payer to the page for PC web sites. Nothing is sent: the payer's browser does
   * that, within 30 minutes.
   *
   * @throws LianlianValidationError if the request breaks a rule
   * @see LianLian's "Easy Payment Web Redirect API"
   * @example
   * const form = await easypayRedirect.createWebForm({
   *   pay_type: 'M', user_id: 'u-1', no_order: order.id, dt_order: order.createdAt, busi_partner: '109001',
   *   name_goods: '羽毛球', money_order: '210.97', userreq_ip: request.ip,
   *   risk_item: { frms_ware_category: '1009' },
   * });
   * return form.toHtml();
   */
  createWebForm(
    request: RequestInput<EasypayWebRedirectRequest>,
    options?: LianlianCallOptions,
  ): Promise<RedirectForm> {
    return this.client.form(EASYPAY_WEB_REDIRECT, request, options);
  }

  /**
   * A signed form that takes the payer to the page for phones. Nothing is sent: the payer's browser does that,
   * within 30 minutes.
   *
   * @throws LianlianValidationError if the request breaks a rule
   * @see LianLian's "Easy Payment H5 Redirect API"
   * @example
   * const form = await easypayRedirect.createH5Form({
   *   app_request: '3', pay_type: 'M', user_id: 'u-1', no_order: order.id, dt_order: order.createdAt,
   *   busi_partner: '109001', name_goods: '羽毛球', money_order: '210.97',
   *   risk_item: { frms_ware_category: '1009' },
   * });
   * return form.toHtml();
   */
  createH5Form(
    request: RequestInput<EasypayH5RedirectRequest>,
    options?: LianlianCallOptions,
  ): Promise<RedirectForm> {
    return this.client.form(EASYPAY_H5_REDIRECT, request, options);
  }
}
