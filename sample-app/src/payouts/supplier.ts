import type { Text } from '../language/text.js';

/** Where a payout goes, in LianLian's fields. Secret: pages show the last digits of the number, and logs nothing. */
export interface PayoutAccount {
  /** A person's debit card, or the settlement account of a business. */
  readonly flag_card: 'personal' | 'business';
  readonly card_no: string;
  /** The holder. */
  readonly acct_name: string;
  /** Of a business: LianLian's code of the bank, and the branch's CNAPS number. */
  readonly bank_code?: string;
  readonly prcptcd?: string;
}

/** Somebody whom the shop pays. */
export interface Supplier {
  readonly id: string;
  readonly name: Text;
  readonly account: PayoutAccount;
}

/** The end of an account's number, for people who compare. */
export function accountEnd({ card_no }: PayoutAccount): string {
  return `…${card_no.slice(-4)}`;
}
