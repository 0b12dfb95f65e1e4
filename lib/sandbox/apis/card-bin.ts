import { bankName } from '../orders/banks.js';
import { binOf } from '../orders/bins.js';
import { Refusal } from '../data/refusal.js';
import type { JsonApi } from './api.js';

/** Card Bin Query API. */
export const cardBin: JsonApi = {
  id: 'card.bin',
  kind: 'json',
  handle({ fields }) {
    const { card_no = '' } = fields;
    const bin = binOf(card_no);
    if (bin === undefined) throw new Refusal('5001');
    const { bank_code, card_type } = bin;
    return { fields: { card_no: card_no.slice(-4), bank_code, bank_name: bankName(bank_code), card_type } };
  },
};
