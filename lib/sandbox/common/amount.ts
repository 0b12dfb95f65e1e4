/** How LianLian writes an amount: `0.10`, or `0.1` and `1000.0` as some of its systems do. */
export type AmountStyle = 'padded' | 'unpadded';

/** The fen of decimal text with exactly two decimals; undefined for everything else. */
export function fenOfAmount(text: string): bigint | undefined {
  return /^(0|[1-9]\d*)\.\d{2}$/.test(text) ? BigInt(text.replace('.', '')) : undefined;
}

/** Fen as text with two decimals. */
export function amountOfFen(fen: bigint): string {
  const digits = fen.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** An amount with two decimals in the given style. */
export function styledAmount(amount: string, style: AmountStyle): string {
  return style === 'unpadded' ? amount.replace(/0$/, '') : amount;
}

/** An amount in either style, with two decimals. */
export function paddedAmount(amount: string): string {
  return /\.\d$/.test(amount) ? `${amount}0` : amount;
}
