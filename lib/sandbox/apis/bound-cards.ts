import type { CardOwner } from '../orders/agreements.js';
import { RawJson } from '../common/message-signer.js';
import { sandboxCardOf } from '../orders/sandbox-card.js';
import { Refusal } from '../data/refusal.js';
import type { AdmittedRequest, JsonApi } from './api.js';

/** How many cards a response lists. LianLian does not say. */
const PAGE_SIZE = 10;

/** Card Bind Query API: a page of a user's cards, from `offset` on. */
export const cardList: JsonApi = {
  id: 'card.list',
  kind: 'json',
  handle(request, services) {
    const { no_agree, card_no, offset } = request.fields;
    const owner = cardOwner(request);
    const cards = services.agreements.list(owner, { pay_type: cardPayType(request), no_agree, card_no });
    if (cards.length === 0) throw new Refusal('3011');
    const from = Number(offset);
    return {
      fields: {
        user_id: owner.user_id,
        count: String(cards.length),
        agreement_list: new RawJson(JSON.stringify(cards.slice(from, from + PAGE_SIZE).map(sandboxCardOf))),
      },
    };
  },
};

/** Card Unbind API: the token can no longer pay. */
export const cardUnbind: JsonApi = {
  id: 'card.unbind',
  kind: 'json',
  handle(request, services) {
    services.agreements.unbind(request.fields['no_agree'] ?? '', cardOwner(request), cardPayType(request));
    return { fields: {} };
  },
};

/** Whose cards a request is about. */
function cardOwner({ merchant, fields }: AdmittedRequest): CardOwner {
  return { oid_partner: merchant.oidPartner, user_id: fields['user_id'] ?? '' };
}

/** The group of cards that a request is about. LianLian's default is 2, express payment; Easypay's cards need M. */
function cardPayType({ fields }: AdmittedRequest): string {
  return fields['pay_type'] ?? '2';
}
