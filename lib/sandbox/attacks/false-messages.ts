import { createHash } from 'node:crypto';

import { signatureSource } from '../../wire/signature.js';
import { amountOfFen, fenOfAmount, paddedAmount } from '../common/amount.js';
import type { AttackFields, Scene } from './attack.js';

/** What of a payment's notification a payout's does not have. */
const OF_PAYMENTS = ['pay_type', 'bank_code', 'currency_order'];

/** The fields with this one replaced after they were signed. */
export function altered(json: string, changes: AttackFields): string {
  return JSON.stringify({ ...(JSON.parse(json) as AttackFields), ...changes });
}

/** Names that stand twice: of another order, as it was signed, and then of this one. */
export function doubledNames({ signed, fields }: Scene): string {
  const other = signed({ ...fields, no_order: `${fields['no_order'] ?? ''}x`, money_order: '0.01' });
  const own = JSON.stringify({ no_order: fields['no_order'], money_order: fields['money_order'] });
  return `${other.slice(0, -1)},${own.slice(1)}`;
}

/** A digest that takes no key, called a signature. */
export function digestOnly(fields: AttackFields): string {
  const named: AttackFields = { ...fields, sign_type: 'MD5' };
  const sign = createHash('md5').update(signatureSource(named), 'utf8').digest('hex');
  return JSON.stringify({ ...named, sign });
}

/** Less money than the order costs; more, where it costs next to nothing. */
export function otherAmount(money: string): string {
  const fen = fenOfAmount(paddedAmount(money)) ?? 0n;
  return amountOfFen(fen === 1n ? 2n : 1n);
}

/** A currency that is worth less than the order's. */
export function cheaperCurrency(currency = 'CNY'): string {
  return currency === 'JPY' ? 'KRW' : 'JPY';
}

/** The same money, going the other way. */
export function payoutFields({ fields, otherPaybill }: Scene): AttackFields {
  const kept = Object.entries(fields).filter(([name]) => !OF_PAYMENTS.includes(name));
  return { ...Object.fromEntries(kept), oid_paybill: otherPaybill() };
}

/** A refund of the whole order, that came before its payment. */
export function earlyRefundFields({ fields, otherPaybill }: Scene): AttackFields {
  const { oid_partner = '', money_order = '', settle_date = '', dt_order = '' } = fields;
  const oid_refundno = otherPaybill();
  return {
    ...{ oid_partner, oid_refundno, settle_date },
    no_refund: `R${oid_refundno}`,
    dt_refund: dt_order,
    money_refund: money_order,
    sta_refund: '2',
  };
}
