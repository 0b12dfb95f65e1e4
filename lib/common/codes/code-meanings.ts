import type { LianlianApiId } from '../api-ids.js';
import type { OrOther } from '../enums.js';
import { PAYOUT_CODE_ROWS, PAYOUT_SHARED_CODES } from './payout-codes.data.js';
import { RETURN_CODE_ROWS, type ReturnCodeRow } from './return-codes.data.js';

/** The codes of a product whose documents have a list of their own. */
interface ProductCodes {
  readonly shared: readonly string[];
  readonly own: Readonly<Record<string, ReturnCodeRow>>;
}

/** A product by the first part of its APIs' ids: `payout` of `payout.apply`. */
export type ReturnCodeProduct = 'payout';

/** An API whose response has the code: one of this package, or a name such as `payout.apply`. */
export type AnsweringApi = OrOther<LianlianApiId>;

/** Products whose return codes are not those of the list for all. */
export const PRODUCT_CODES: Readonly<Record<ReturnCodeProduct, ProductCodes>> = {
  payout: { shared: PAYOUT_SHARED_CODES, own: PAYOUT_CODE_ROWS },
};

/**
 * APIs of which no refusal says that nothing was done: a confirmation that was lost, and is sent again, is refused because it
 * was taken the first time.
 */
export const OPEN_WHEN_REFUSED: readonly AnsweringApi[] = ['payout.confirm'];

/** The products that `PRODUCT_CODES` has. */
export const PRODUCTS = Object.keys(PRODUCT_CODES) as readonly ReturnCodeProduct[];

/** What a code means in an API; undefined where the documents of its product do not list it. */
export function rowOf(code: string, api: AnsweringApi | undefined): ReturnCodeRow | undefined {
  const codes = ownCodesOf(api);
  if (codes === undefined) return entry(RETURN_CODE_ROWS, code);
  return entry(codes.own, code) ?? (codes.shared.includes(code) ? entry(RETURN_CODE_ROWS, code) : undefined);
}

/** What a code means in every product that has a row of its own for it. */
export function rowsByProduct(code: string): readonly (readonly [ReturnCodeProduct, ReturnCodeRow])[] {
  return PRODUCTS.flatMap((product) => {
    const row = entry(PRODUCT_CODES[product].own, code);
    return row === undefined ? [] : [[product, row] as const];
  });
}

function ownCodesOf(api = ''): ProductCodes | undefined {
  const [product = ''] = api.split('.');
  return entry(PRODUCT_CODES, product);
}

function entry<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
