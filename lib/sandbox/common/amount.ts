/** How an amount is written: `0.10` and `1000.00`, or `0.1` and `1000.0`. */
type WrittenAmount = 'padded' | 'unpadded';

/** How LianLian writes amounts: always the same way, or, as it really does, unpadded in notifications alone. */
export type AmountStyle = WrittenAmount | 'mixed';

/** The fen of decimal text with exactly two decimals; undefined for everything else. */
export function fenOfAmount(text: string): bigint | undefined {
  return /^(0|[1-9]\d*)\.\d{2}$/.test(text) ? BigInt(text.replace('.', '')) : undefined;
}

/** Fen as text with two decimals. */
export function amountOfFen(fen: bigint): string {
  const digits = fen.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** An amount as the sandbox tells it: a bare number where it is yuan, `29.90 USD` where an order names its currency. */
export function withCurrency(amount: string, currency: string | undefined): string {
  return currency === undefined ? amount : `${amount} ${currency}`;
}

/** An amount with two decimals in the given style. */
export function styledAmount(amount: string, style: WrittenAmount): string {
  return style === 'unpadded' ? amount.replace(/0$/, '') : amount;
}

/** An amount that has no, one or two decimals, with two. Other text stays as it is. */
export function paddedAmount(amount: string): string {
  if (/^\d+$/.test(amount)) return `${amount}.00`;
  return /^\d+\.\d$/.test(amount) ? `${amount}0` : amount;
}

/** Whether two amounts are the same money, however they are written. */
export function isSameAmount(one: string, other: string): boolean {
  const [fen, otherFen] = [one, other].map((amount) => fenOfAmount(paddedAmount(amount)));
  return fen !== undefined && fen === otherFen;
}
