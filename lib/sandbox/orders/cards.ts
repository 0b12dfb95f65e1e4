import { createHash } from 'node:crypto';
import { Refusal } from '../data/refusal.js';
import { testCardOf } from '../data/test-cards.js';
import { ICBC } from './banks.js';
import { binOf } from './bins.js';

/** A card as the bank knows it. Its number is kept masked. */
export interface Card {
  readonly card_no: string;
  readonly bank_code: string;
  /** `2` debit, `3` credit. */
  readonly card_type: '2' | '3';
  /** The code with which the bank refuses, if it does. */
  readonly refusal?: string | undefined;
  /** The bank refuses before it sends an SMS code: nothing is paid or bound with it. */
  readonly isRefusedAtOnce: boolean;
  readonly isSlow: boolean;
  /** An authorization refuses it. */
  readonly isDebit: boolean;
  /** The same for the same number, and for no other. */
  readonly fingerprint: string;
  /** The token that named it, where it is a bound card. */
  readonly no_agree?: string | undefined;
}

/** The card of a number. Its bank is `bankCode`, else the bank of its BIN, else ICBC. */
export function cardOf(cardNumber: string, bankCode?: string): Card {
  const { does, ret_code } = testCardOf(cardNumber) ?? {};
  const isRefusedAtOnce = does === 'refused-at-once';
  const bin = binOf(cardNumber);
  return {
    card_no: maskedCard(cardNumber),
    bank_code: bankCode ?? bin?.bank_code ?? ICBC,
    card_type: bin?.card_type ?? '2',
    refusal: isRefusedAtOnce || does === 'refused-after-code' ? ret_code : undefined,
    isRefusedAtOnce,
    isSlow: does === 'processing',
    isDebit: does === 'no-authorization',
    fingerprint: fingerprintOf(cardNumber),
  };
}

/**
 * The card, if an order can be paid with it so.
 *
 * @throws Refusal 5601 for a debit card where an authorization is asked for
 */
export function fitting(card: Card, payType: string | undefined): Card {
  if (payType === 'F' && card.isDebit) throw new Refusal('5601');
  return card;
}

/** Identifies a card number without keeping it. */
export function fingerprintOf(cardNumber: string): string {
  return createHash('sha256').update(cardNumber).digest('hex');
}

/** A card number with its first six and last four digits; of a shorter number nothing is left. */
export function maskedCard(cardNumber: string): string {
  const hidden = cardNumber.length - 10;
  if (hidden < 3) return '*'.repeat(cardNumber.length);
  return `${cardNumber.slice(0, 6)}${'*'.repeat(hidden)}${cardNumber.slice(-4)}`;
}
