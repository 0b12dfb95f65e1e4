import type { CallerAdvice } from '../errors/caller-advice.js';
import type { ReturnCodeCategory } from '../errors/return-code-category.js';

/** Codes whose advice is not that of their category. */
const ADVICE_OF_CODE: Readonly<Record<string, CallerAdvice>> = {
  // LianLian's text says that the refund failed, and to try again: it may have been made all the same.
  '5005': 'query-first',
  // The merchant's balance does not cover the refund yet.
  '5006': 'retry-later',
  '9920': 'query-first',
  // The SMS could not be sent.
  '9704': 'retry-later',
};

/** What is known beside the category. */
export interface AdviceContext {
  readonly ret_code?: string | undefined;
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
 */
export function adviceOf(
  category: ReturnCodeCategory | undefined,
  { ret_code = '', query = false }: AdviceContext = {},
): CallerAdvice {
  const ofCode = Object.hasOwn(ADVICE_OF_CODE, ret_code) ? ADVICE_OF_CODE[ret_code] : undefined;
  return ofCode ?? adviceOfCategory(category, query);
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
