import type { CallerAdvice } from '../../errors/caller-advice.js';
import type { ReturnCodeCategory } from '../../errors/return-code-category.js';
import { type AdviceContext, adviceOf, adviceOfRow } from './advice.js';
import {
  type AnsweringApi,
  OPEN_WHEN_REFUSED,
  PRODUCT_CODES,
  PRODUCTS,
  type ReturnCodeProduct,
  rowOf,
  rowsByProduct,
} from './code-meanings.js';
import { RETURN_CODE_ROWS, type ReturnCodeRow } from './return-codes.data.js';
import { onlyElsewhere, openWhenRefused } from './return-codes.messages.js';

/** What a `ret_code` means where it comes from the APIs that mean this by it. */
export interface ReturnCodeMeaning {
  readonly category: ReturnCodeCategory;
  /** LianLian's own text, in Chinese. Real responses vary: never match on it. */
  readonly ret_msg: string;
  /** What happened and what to do, in English. */
  readonly description: string;
  /** What a caller should do about it. For a refused query `adviceOf` may say otherwise: it is safe to ask again. */
  readonly advice: CallerAdvice;
}

/** A documented `ret_code`, with what it means in all products but those of `elsewhere`. */
export interface ReturnCode extends ReturnCodeMeaning {
  readonly code: string;
  /**
   * The product whose documents alone list the code, and mean by it what is said here. From an API of another, the code
   * is as good as not listed.
   */
  readonly only?: ReturnCodeProduct | undefined;
  /** What it means in products whose documents say something else. */
  readonly elsewhere: Readonly<Partial<Record<ReturnCodeProduct, ReturnCodeMeaning>>>;
}

/** Where a code came from, and with which text. */
interface CodeOrigin {
  readonly api: AnsweringApi;
  readonly ret_msg?: string | undefined;
}

const ILLEGAL_CODE = '9901';
const RISK_CODE = '9910';

/** Every documented `ret_code`, by its code. */
export const RETURN_CODES: ReadonlyMap<string, ReturnCode> = new Map(
  [...generalCodes(), ...codesOfOneProduct()].map((each) => [each.code, each]),
);

/** The category of a `ret_code` of an API; undefined for one that the documents of its product do not list. */
export function categoryOf(ret_code: string, origin: CodeOrigin): ReturnCodeCategory | undefined {
  return rowFrom(ret_code, origin)?.[0];
}

/**
 * What happened and what to do, in English. For a code that other products alone have, what it means there and that it
 * is not known here; undefined for one that no document lists.
 */
export function descriptionOf(ret_code: string, origin: CodeOrigin): string | undefined {
  const row = rowFrom(ret_code, origin);
  const isOpen = ret_code !== '0000' && OPEN_WHEN_REFUSED.includes(origin.api);
  if (row !== undefined) return isOpen ? openWhenRefused(row[2]) : row[2];
  const known = RETURN_CODES.get(ret_code);
  return known && onlyElsewhere(known.only, known.description);
}

/**
 * Whether a refusal is final. `unknown` wherever LianLian may have done, or may still do, what was asked, and
 * for codes that no document lists: it is what the advice says, so that the two never contradict each other.
 */
export function outcomeOf(
  category: ReturnCodeCategory | undefined,
  { ret_code, api }: Pick<AdviceContext, 'ret_code' | 'api'> = {},
): 'failed' | 'unknown' {
  return adviceOf(category, { ret_code, api }) === 'query-first' ? 'unknown' : 'failed';
}

/** A documented code as it is meant beside this text, whatever API it came from. */
export function returnCodeOf(ret_code: string, ret_msg?: string): ReturnCode | undefined {
  return RETURN_CODES.get(meantBy(ret_code, ret_msg));
}

function rowFrom(code: string, { api, ret_msg }: CodeOrigin): ReturnCodeRow | undefined {
  return rowOf(meantBy(code, ret_msg), api);
}

/** An older edition prints 9901 a second time, with the text of 9910: the risk control's refusal. */
function meantBy(code: string, ret_msg: string | undefined): string {
  const riskText = RETURN_CODE_ROWS[RISK_CODE]?.[1];
  const isRisk = code === ILLEGAL_CODE && riskText !== undefined && ret_msg?.includes(riskText) === true;
  return isRisk ? RISK_CODE : code;
}

function generalCodes(): ReturnCode[] {
  return Object.entries(RETURN_CODE_ROWS).map(([code, row]) => {
    const others = rowsByProduct(code).map(([product, other]) => [product, meaningOf(other)]);
    return { code, ...meaningOf(row), elsewhere: Object.fromEntries(others) as ReturnCode['elsewhere'] };
  });
}

function codesOfOneProduct(): ReturnCode[] {
  return PRODUCTS.flatMap((only) =>
    Object.entries(PRODUCT_CODES[only].own)
      .filter(([code]) => !Object.hasOwn(RETURN_CODE_ROWS, code))
      .map(([code, row]) => ({ code, ...meaningOf(row), only, elsewhere: {} })),
  );
}

function meaningOf(row: ReturnCodeRow): ReturnCodeMeaning {
  const [category, ret_msg, description] = row;
  return { category, ret_msg, description, advice: adviceOfRow(row) };
}
