import { apiRules, takesField } from '../data/data.js';
import type { LedgerEntry } from '../orders/ledger.js';
import type { AdmittedRequest } from './api.js';
import type { SandboxServices } from '../services.js';

/**
 * Places the order of a request that pays.
 *
 * @param payType how it is to be paid; by default the request's `pay_type`
 */
export function placeOrder(
  { api, merchant, fields }: AdmittedRequest,
  services: SandboxServices,
  payType: string | undefined = fields['pay_type'],
): LedgerEntry {
  const {
    no_order = '',
    dt_order = '',
    money_order = '',
    user_id = '',
    name_goods = '',
    notify_url = '',
  } = fields;
  // To other APIs it is a field that they do not know.
  const currency_order = takesField(api, 'currency_order') ? fields['currency_order'] : undefined;
  const validMinutes = Number(fields['valid_order'] ?? apiRules(api).defaults?.['valid_order'] ?? 10080);
  return services.ledger.place(
    { oid_partner: merchant.oidPartner, no_order, dt_order, money_order, currency_order },
    {
      api,
      user_id,
      name_goods,
      notify_url,
      busi_partner: fields['busi_partner'],
      info_order: fields['info_order'],
      url_return: fields['url_return'] ?? fields['return_url'],
      pay_type: payType,
      bank_code: fields['bank_code'],
    },
    validMinutes,
  );
}
