/** The bank and the type of a card, which the first six digits of its number tell. */
interface Bin {
  readonly bank_code: string;
  /** `2` debit, `3` credit. */
  readonly card_type: '2' | '3';
}

/** The BINs that the sandbox knows: for each of its banks a debit and a credit BIN. */
const BINS: Readonly<Record<string, Bin>> = {
  '622202': { bank_code: '01020000', card_type: '2' },
  '622230': { bank_code: '01020000', card_type: '3' },
  '622848': { bank_code: '01030000', card_type: '2' },
  '622836': { bank_code: '01030000', card_type: '3' },
  '621661': { bank_code: '01040000', card_type: '2' },
  '622752': { bank_code: '01040000', card_type: '3' },
  '621700': { bank_code: '01050000', card_type: '2' },
  '622166': { bank_code: '01050000', card_type: '3' },
  '622588': { bank_code: '03080000', card_type: '2' },
  '622575': { bank_code: '03080000', card_type: '3' },
};

/** The BIN of a card number; undefined for an unknown one, and for text that is no card number. */
export function binOf(cardNumber: string): Bin | undefined {
  return /^\d{12,19}$/.test(cardNumber) ? BINS[cardNumber.slice(0, 6)] : undefined;
}
