import { isSameAmount } from '../common/amount.js';
import { Refusal } from '../data/refusal.js';
import type { JsonApi } from './api.js';
import { payByCode } from './card-payment.js';
import { alsoSent, easypayResult } from './easypay-result.js';

/** Easypay Verify Direct API: takes the SMS code and pays. */
export const easypayVerify: JsonApi = {
  id: 'easypay.verify',
  kind: 'json',
  handle({ merchant, fields }, services) {
    const { token = '', no_order = '', dt_order, money_order = '', verify_code } = fields;
    const order = { oid_partner: merchant.oidPartner, no_order, api: 'easypay.apply' };
    const step = services.sms.step(token, order);
    const { entry } = step;
    if (dt_order !== undefined && dt_order !== entry.dt_order) throw new Refusal('1000');
    if (!isSameAmount(money_order, entry.money_order)) throw new Refusal('7017');
    payByCode(step, verify_code, services);
    return {
      fields: {
        no_order,
        dt_order: entry.dt_order,
        oid_paybill: entry.oid_paybill,
        money_order: entry.money_order,
        name_goods: entry.name_goods,
        pay_type: entry.pay_type,
        info_order: entry.info_order,
        ...alsoSent('0', services),
        ...easypayResult(entry, services.settings),
      },
      after: () => services.payments.notify(entry),
    };
  },
};
