import type { CallerAdvice } from '../../errors/caller-advice.js';
import type { ReturnCodeCategory } from '../../errors/return-code-category.js';
import { type AnsweringApi, OPEN_WHEN_REFUSED, rowOf, rowsByProduct } from './code-meanings.js';
import { RETURN_CODE_ROWS, type ReturnCodeRow } from './return-codes.data.js';

/** What is known beside the category. */
export interface AdviceContext {
  readonly ret_code?: string | undefined;
  /**
   * The API that answered with `ret_code`, such as `easypay.apply`. Without it a code whose meanings ask for different
   * things is like one that is not listed.
   */
  readonly api?: AnsweringApi | undefined;
  /** Whether a query was refused: there is nothing to query first then, and asking again is safe. */
  readonly query?: boolean | undefined;
}

/**
 * What a caller should do about a refusal of this category: see `CallerAdvice` for the table. What LianLian
 * does not know yet (pending, unavailable, codes that are not listed) is never called a failure.
 *
 * @example
 * adviceOf('pending') // 'query-first'
 * adviceOf('unavailable', { query: true }) // 'retry-later'
 * adviceOf('card', { ret_code: '9104', api: 'easypay.verify' }) // 'ask-payer'
 */
export function adviceOf(
  category: ReturnCodeCategory | undefined,
  { ret_code = '', api, query = false }: AdviceContext = {},
): CallerAdvice {
  if (api !== undefined && OPEN_WHEN_REFUSED.includes(api)) {
    return category === 'success' ? 'proceed' : 'query-first';
  }
  if (isUnclear(ret_code, api)) return adviceOfCategory(undefined, query);
  return rowOf(ret_code, api)?.[3] ?? adviceOfCategory(category, query);
}

/** What a meaning of a code asks for, when it is known which API answered. */
export function adviceOfRow([category, , , advice]: ReturnCodeRow): CallerAdvice {
  return advice ?? adviceOfCategory(category, false);
}

/** Whether a code that documents list says nothing of this response. */
function isUnclear(code: string, api: AnsweringApi | undefined): boolean {
  const general = Object.hasOwn(RETURN_CODE_ROWS, code) ? RETURN_CODE_ROWS[code] : undefined;
  const others = rowsByProduct(code).map(([, row]) => row);
  if (api !== undefined) return rowOf(code, api) === undefined && (general ?? others[0]) !== undefined;
  return others.some((row) => general === undefined || adviceOfRow(row) !== adviceOfRow(general));
}

function adviceOfCategory(category: ReturnCodeCategory | undefined, query: boolean): CallerAdvice {
  switch (category) {
    case undefined:
    case 'pending':
    case 'unavailable':
    case 'other':
      return query ? 'retry-later' : 'query-first';
    case 'duplicate':
    case 'already_done':
      return 'query-first';
    case 'card':
    case 'limit':
    case 'risk':
    case 'sms':
    case 'payment_failed':
      return 'ask-payer';
    case 'token':
    case 'closed':
      return 'start-over';
    case 'action_required':
    case 'confirmation_required':
      return 'next-step';
    case 'invalid_request':
    case 'invalid_signature':
    case 'refund':
    case 'not_found':
      return 'fix-request';
    case 'merchant':
      return 'call-support';
    case 'success':
      return 'proceed';
  }
}
