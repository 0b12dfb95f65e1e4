import { chinaDate } from '../common/china-time.js';
import { cardOf } from '../orders/cards.js';
import { Refusal } from '../common/refusal.js';
import type { JsonApi } from './api.js';
import { smsSentCode } from './sms-sent.js';

/** Card Bind Apply API: sends an SMS code. An invalid card (1100) or a bound one (9913) gets none. */
export const cardBindApply: JsonApi = {
  id: 'card.bindApply',
  kind: 'json',
  handle({ merchant, fields }, services) {
    const { user_id = '', card_no = '', bind_mob = '' } = fields;
    const card = cardOf(card_no);
    if (card.refusal === '1100') throw new Refusal('1100');
    const owner = { oid_partner: merchant.oidPartner, user_id };
    // M debit and N credit are both Easypay's.
    const pay_type = fields['pay_type'] === 'D' ? 'D' : 'M';
    if (services.agreements.on(card, owner, pay_type) !== undefined) throw new Refusal('9913');
    const { token } = services.bindings.open({ ...owner, card, pay_type, mobile: bind_mob });
    return { fields: { ...smsSentCode(services.settings), user_id, token } };
  },
};

/** Card Bind Verify API: takes the SMS code and binds the card. */
export const cardBindVerify: JsonApi = {
  id: 'card.bindVerify',
  kind: 'json',
  handle({ merchant, fields }, services) {
    const { user_id = '', token = '', verify_code = '' } = fields;
    const owner = { oid_partner: merchant.oidPartner, user_id };
    const { card, pay_type, mobile } = services.bindings.take(token, verify_code, owner);
    const day = chinaDate(services.clock.now());
    const no_agree = services.agreements.bind(card, owner, { pay_type, mobile, day });
    return { fields: { user_id, card_no: card.card_no.slice(-4), no_agree } };
  },
};
