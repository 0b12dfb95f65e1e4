import { RawJson } from '../common/message-signer.js';
import { Refusal } from '../data/refusal.js';
import { bankName, banks } from '../orders/banks.js';
import { binOf } from '../orders/bins.js';
import { branches } from '../orders/branches.js';
import type { JsonApi } from './api.js';

/** Whole yuan: what a payer may pay at once, in a day and in a month. */
const LIMITS = { single_amt: '50000', day_amt: '200000', month_amt: '1000000' };
const DEBIT = '2';
const IN_SERVICE = '0';

/** Supported Bank Query. Debit cards alone: LianLian serves no other ones yet. */
export const banksSupported: JsonApi = {
  id: 'banks.supported',
  kind: 'json',
  handle({ fields }) {
    const { bank_code, card_type = DEBIT } = fields;
    const found = banks.filter(([code]) => card_type === DEBIT && code === (bank_code ?? code));
    const list = found.map(([code, bank_name]) => ({
      ...{ bank_code: code, bank_name, card_type, ...LIMITS },
      bank_status: IN_SERVICE,
    }));
    return { fields: { support_banklist: new RawJson(JSON.stringify(list)) } };
  },
};

/** CNAPS Branch Query: the branches of a bank, or of a card's bank, in a city and with a part of their name. */
export const banksBranches: JsonApi = {
  id: 'banks.branches',
  kind: 'json',
  handle({ fields }) {
    const { card_no = '', city_code, brabank_name = '' } = fields;
    const bank_code = fields['bank_code'] ?? binOf(card_no)?.bank_code;
    const found = branches.filter(
      (branch) =>
        branch.bank_code === bank_code &&
        branch.city_code === (city_code ?? branch.city_code) &&
        branch.brabank_name.includes(brabank_name),
    );
    if (bankName(bank_code) === undefined || found.length === 0) throw new Refusal('5501');
    const list = found.map(({ prcptcd, brabank_name: name }) => ({ prcptcd, brabank_name: name }));
    return { fields: { bank_code, card_list: new RawJson(JSON.stringify(list)) } };
  },
};
