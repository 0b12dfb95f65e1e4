import { amountOfFen, fenOfAmount } from '../common/amount.js';

/** The fen of an amount that may be negative; zero for what is no amount. */
export function signedFen(amount: string): bigint {
  const fen = fenOfAmount(amount.replace(/^-/, '')) ?? 0n;
  return amount.startsWith('-') ? -fen : fen;
}

/** Fen, which may be negative, as text with two decimals. */
export function signedAmount(fen: bigint): string {
  return fen < 0n ? `-${amountOfFen(-fen)}` : amountOfFen(fen);
}

/** An amount as reports write it: without the zeros at its end, `100`, `0.5`. */
export function unpadded(amount: string): string {
  return amount.replace(/^(-?\d+)\.00$/, '$1').replace(/^(-?\d+\.\d)0$/, '$1');
}
