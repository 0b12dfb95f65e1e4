import { chinaDate } from '../common/china-time.js';
import type { Agreement } from '../orders/agreements.js';
import type { CardGroup } from '../orders/card-groups.js';
import { cardOf } from '../orders/cards.js';
import { Refusal } from '../data/refusal.js';
import type { SandboxServices } from '../services.js';
import type { AdmittedRequest, JsonApi } from './api.js';
import { smsSentCode } from './sms-sent.js';

/** The groups whose cards these APIs bind. */
const GROUPS: readonly CardGroup[] = ['M', 'D'];

/** Card Bind Apply API: sends an SMS code. A card that the bank refuses or a bound one (9913) gets none. */
export const cardBindApply: JsonApi = {
  id: 'card.bindApply',
  kind: 'json',
  handle(request, services) {
    // M debit and N credit are both Easypay's.
    const token = sendBindingCode(request, request.fields['pay_type'] === 'D' ? 'D' : 'M', services);
    return { fields: { ...smsSentCode(services.settings), user_id: request.fields['user_id'], token } };
  },
};

/** Card Bind Verify API: takes the SMS code and binds the card. */
export const cardBindVerify: JsonApi = {
  id: 'card.bindVerify',
  kind: 'json',
  handle: (request, services) => ({ fields: bindCard(request, GROUPS, services) }),
};

/**
 * Sends the SMS code that binds a card, and returns its token.
 *
 * @throws Refusal the bank's for a card that it refuses at once, 9913 for a bound one
 */
export function sendBindingCode(
  { merchant, fields }: AdmittedRequest,
  pay_type: CardGroup,
  services: SandboxServices,
): string {
  const { user_id = '', card_no = '', bind_mob = '' } = fields;
  const card = cardOf(card_no);
  if (card.isRefusedAtOnce && card.refusal !== undefined) throw new Refusal(card.refusal);
  const owner = { oid_partner: merchant.oidPartner, user_id };
  if (services.agreements.on(card, owner, pay_type) !== undefined) throw new Refusal('9913');
  return services.bindings.open({ ...owner, card, pay_type, mobile: bind_mob }).token;
}

/**
 * Binds the card whose SMS code a request has: the fields of a response that tell of it.
 *
 * @param groups of the API that is called
 */
export function bindCard(
  { merchant, fields }: AdmittedRequest,
  groups: readonly CardGroup[],
  services: SandboxServices,
): Pick<Agreement, 'user_id' | 'no_agree'> & { readonly card_no: string } {
  const { user_id = '', token = '', verify_code = '' } = fields;
  const owner = { oid_partner: merchant.oidPartner, user_id };
  const { card, pay_type, mobile } = services.bindings.take(token, verify_code, owner, groups);
  const day = chinaDate(services.clock.now());
  const no_agree = services.agreements.bind(card, owner, { pay_type, mobile, day });
  return { user_id, card_no: card.card_no.slice(-4), no_agree };
}
