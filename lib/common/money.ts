import { LianlianValidationError } from '../errors/lianlian-validation.error.js';
import { brokenRules } from './broken-rules.js';

const DECIMAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * Fen to the decimal text in yuan that LianLian's `money_order` takes.
 *
 * @param fen a whole number of fen: a `bigint`, or a `number` up to `Number.MAX_SAFE_INTEGER`
 * @throws LianlianValidationError if it is not a whole number
 * @example fenToYuan(4995) // '49.95'
 */
export function fenToYuan(fen: number | bigint): string {
  if (typeof fen !== 'bigint' && !Number.isSafeInteger(fen)) {
    throw new LianlianValidationError([{ property: 'fen', ...brokenRules.wholeFen() }]);
  }
  const digits = String(fen).replace('-', '').padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * Decimal text in yuan to a whole number of fen, exactly.
 *
 * Further decimals may be zeros, as a database column pads them (`'49.9500'`).
 *
 * @throws LianlianValidationError if it is not decimal text, or has a fraction of a fen
 * @example yuanToFen('49.95') // 4995
 */
export function yuanToFen(yuan: string): number {
  const fen = fenOf(yuan);
  if (fen === undefined) {
    throw new LianlianValidationError([{ property: 'yuan', ...brokenRules.amount('yuan', yuan) }]);
  }
  return fen;
}

/** Like `yuanToFen`, but undefined where that throws. */
export function fenOf(yuan: unknown): number | undefined {
  const parts = typeof yuan === 'string' ? DECIMAL.exec(yuan) : null;
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = ''] = parts;
  if (/[1-9]/.test(fraction.slice(2))) return undefined;
  const fen = Number(`${whole}${fraction.slice(0, 2).padEnd(2, '0')}`);
  if (!Number.isSafeInteger(fen)) return undefined;
  return sign === '-' && fen > 0 ? -fen : fen;
}
