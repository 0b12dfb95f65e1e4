import type { Agreement } from './agreements.js';
import { bankName } from './banks.js';

/** A bound card, as LianLian's card list has it: with only a part of the number and of the phone. */
export interface SandboxCard {
  /** The token that pays. */
  readonly no_agree: string;
  /** The last four digits. */
  readonly card_no: string;
  readonly bank_code: string;
  readonly bank_name: string;
  /** `2` debit, `3` credit. */
  readonly card_type: string;
  /** Masked. */
  readonly bind_mobile: string;
}

/** The bound card of an agreement. */
export function sandboxCardOf({ no_agree, card, bind_mobile }: Agreement): SandboxCard {
  const { bank_code, card_type } = card;
  return {
    no_agree,
    card_no: card.card_no.slice(-4),
    bank_code,
    bank_name: bankName(bank_code) ?? bank_code,
    card_type,
    bind_mobile,
  };
}
