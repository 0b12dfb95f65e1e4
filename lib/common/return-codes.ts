import type { CallerAdvice } from '../errors/caller-advice.js';
import type { ReturnCodeCategory } from '../errors/return-code-category.js';
import { adviceOf } from './advice.js';
import { RETURN_CODE_ROWS } from './return-codes.data.js';

/** A documented `ret_code`. */
export interface ReturnCode {
  readonly code: string;
  readonly category: ReturnCodeCategory;
  /** LianLian's own text, in Chinese. Real responses vary: never match on it. */
  readonly ret_msg: string;
  /** What happened and what to do, in English. */
  readonly description: string;
  /** What a caller should do about it. For a refused query `adviceOf` may say otherwise: it is safe to ask again. */
  readonly advice: CallerAdvice;
}

const RISK_CODE = '9910';

/** Every documented `ret_code`, by its code. */
export const RETURN_CODES: ReadonlyMap<string, ReturnCode> = new Map(
  Object.entries(RETURN_CODE_ROWS).map(([code, [category, ret_msg, description]]) => [
    code,
    { code, category, ret_msg, description, advice: adviceOf(category, { ret_code: code }) },
  ]),
);

/** The category of a `ret_code`; undefined for one that no document lists. */
export function categoryOf(ret_code: string, ret_msg?: string): ReturnCodeCategory | undefined {
  return returnCodeOf(ret_code, ret_msg)?.category;
}

/** What happened and what to do, in English; undefined for a `ret_code` that no document lists. */
export function descriptionOf(ret_code: string, ret_msg?: string): string | undefined {
  return returnCodeOf(ret_code, ret_msg)?.description;
}

/**
 * Whether a refusal is final. `unknown` wherever LianLian may have done, or may still do, what was asked, and
 * for codes that no document lists: it is what the advice says, so that the two never contradict each other.
 */
export function outcomeOf(category: ReturnCodeCategory | undefined, ret_code = ''): 'failed' | 'unknown' {
  return adviceOf(category, { ret_code }) === 'query-first' ? 'unknown' : 'failed';
}

/** An older edition prints 9901 a second time, with the text of 9910: the risk control's refusal. */
function returnCodeOf(code: string, ret_msg: string | undefined): ReturnCode | undefined {
  const riskText = RETURN_CODES.get(RISK_CODE)?.ret_msg;
  const isRisk = code === '9901' && riskText !== undefined && ret_msg?.includes(riskText) === true;
  return RETURN_CODES.get(isRisk ? RISK_CODE : code);
}
