import { type Card, cardOf, fitting } from '../orders/cards.js';
import type { AdmittedRequest } from './api.js';
import type { SandboxServices } from '../services.js';

/**
 * The card that a request names: by `no_agree`, which comes first, or by its number.
 *
 * @throws Refusal 3003 for an unknown `no_agree`, 5601 for a debit card where an authorization is asked for
 */
export function requestCard(
  { merchant, fields }: AdmittedRequest,
  services: SandboxServices,
): Card | undefined {
  const { no_agree, card_no, user_id = '' } = fields;
  if (no_agree !== undefined)
    return fitting(
      services.agreements.card(no_agree, { oid_partner: merchant.oidPartner, user_id }),
      fields['pay_type'],
    );
  return card_no === undefined
    ? undefined
    : fitting(cardOf(card_no, fields['bank_code']), fields['pay_type']);
}
