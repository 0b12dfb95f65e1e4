import type { CardOwner } from '../orders/agreements.js';
import type { AdmittedRequest } from './api.js';

/** Whose cards a request is about. */
export function cardOwner({ merchant, fields }: AdmittedRequest): CardOwner {
  return { oid_partner: merchant.oidPartner, user_id: fields['user_id'] ?? '' };
}

/** The group of cards that a request means. LianLian's default is 2, express: Easypay's need their M. */
export function cardPayType({ fields }: AdmittedRequest): string {
  return fields['pay_type'] ?? '2';
}
