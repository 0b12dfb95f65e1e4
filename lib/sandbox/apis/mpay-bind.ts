import { MPAY_GROUPS, mpayGroupOf } from '../orders/card-groups.js';
import type { JsonApi } from './api.js';
import { bindCard, sendBindingCode } from './card-bind.js';
import { SMS_SENT } from './sms-sent.js';

/** MPAY Card Bind Apply API: sends an SMS code. A card that the bank refuses or a bound one (9913) gets none. */
export const mpayBindApply: JsonApi = {
  id: 'mpay.bindApply',
  kind: 'json',
  handle(request, services) {
    const { user_id, no_order, dt_order, pay_type } = request.fields;
    const token = sendBindingCode(request, mpayGroupOf(pay_type), services);
    return { fields: { ...SMS_SENT, user_id, token, no_order, dt_order } };
  },
};

/** MPAY Card Bind Verify API: takes the SMS code and binds the card. */
export const mpayBindVerify: JsonApi = {
  id: 'mpay.bindVerify',
  kind: 'json',
  handle: (request, services) => ({
    fields: { ...bindCard(request, MPAY_GROUPS, services), no_order: request.fields['no_order'] },
  }),
};
