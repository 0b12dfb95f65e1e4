import { createHash } from 'node:crypto';
import type { SignableFields } from '../../wire/signature.js';
import { fingerprintOf, maskedCard } from '../orders/cards.js';
import type { PayoutEntry } from './payout.js';

/** The fields that say nothing of the payout itself. */
const OF_THE_SIGNATURE = new Set(['sign', 'sign_type']);

/** The payout that a request asks for, before anything was decided about it. */
export function newPayout(
  api: string,
  oid_partner: string,
  fields: SignableFields,
  appliedAt: Date,
): PayoutEntry {
  const { no_order = '', dt_order = '', money_order = '', flag_card = '' } = fields;
  const { card_no = '', acct_name = '', notify_url = '', bank_code, info_order, memo } = fields;
  return {
    ...{ api, oid_partner, no_order, dt_order, money_order, flag_card },
    ...{ bank_code, info_order, memo, notify_url, appliedAt },
    card_no: maskedCard(card_no),
    result_pay: 'PROCESSING',
    history: [],
    cardFingerprint: fingerprintOf(card_no),
    nameFingerprint: fingerprintOf(acct_name),
    fieldsFingerprint: fieldsFingerprint(fields),
  };
}

function fieldsFingerprint(fields: SignableFields): string {
  const told = Object.entries(fields)
    .filter(([name]) => !OF_THE_SIGNATURE.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}
