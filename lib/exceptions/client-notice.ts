import { isQuery, useOf } from '../common/api-uses.js';
import { LianlianApiError } from '../errors/lianlian-api.error.js';
import { LianlianTransportError } from '../errors/lianlian-transport.error.js';
import { LianlianValidationError } from '../errors/lianlian-validation.error.js';
import type { CallOutcome, LianlianError } from '../errors/lianlian.error.js';
import { noticeMessages } from './client-notice.messages.js';
import { enteredFields } from './entered-fields.js';
import { NOTICE_STATUSES, type NoticeCode, type NoticeWords } from './notice-code.js';

/** What a payer or a client of the app may know of an error: no key, no card, no code of LianLian's. */
export interface ClientNotice {
  readonly code: NoticeCode;
  /** The HTTP status. */
  readonly status: number;
  /** Undefined where no call was made. */
  readonly outcome: CallOutcome | undefined;
  /** Of `invalid-input`: LianLian's names of the fields to correct. */
  readonly fields: readonly string[];
  /** A heading and what to do, in each language. */
  readonly words: NoticeWords;
}

/**
 * What a payer or a client of the app may be told of an error: for an exception filter of one's own.
 *
 * @example
 * const { status, words } = clientNoticeOf(error);
 * response.status(status).render('error', words.zh);
 */
export function clientNoticeOf(error: LianlianError): ClientNotice {
  const code = codeOf(error);
  const fields = code === 'invalid-input' ? (enteredFields(error) ?? []) : [];
  return { code, status: NOTICE_STATUSES[code], outcome: error.outcome, fields, words: noticeMessages[code] };
}

function codeOf(error: LianlianError): NoticeCode {
  if (error.outcome === 'unknown') return isKnownAlready(error) ? 'known-already' : 'outcome-unknown';
  if (error instanceof LianlianApiError) return codeOfRefusal(error);
  if (error instanceof LianlianTransportError) return 'not-sent';
  if (error instanceof LianlianValidationError && enteredFields(error) !== undefined) return 'invalid-input';
  return 'shop-fault';
}

function isKnownAlready(error: LianlianError): boolean {
  return (
    error instanceof LianlianApiError && (error.category === 'duplicate' || error.category === 'already_done')
  );
}

/** By the advice first: a few codes have one that is not their category's. */
function codeOfRefusal({ api, advice, category }: LianlianApiError): NoticeCode {
  switch (advice) {
    case 'query-first':
      return 'outcome-unknown';
    case 'retry-later':
      return 'try-later';
    case 'start-over':
      return 'start-over';
    case 'next-step':
      return 'next-step';
    case 'ask-payer':
      return useOf(api ?? '')?.startsWith('payer') === true ? codeForPayer(category) : codeForOthers(api);
    case 'fix-request':
      if (category === 'refund') return 'refund-refused';
      return category === 'not_found' ? 'not-found' : 'shop-fault';
    case 'call-support':
    case 'proceed':
      return 'shop-fault';
  }
}

function codeForPayer(category: LianlianApiError['category']): NoticeCode {
  if (category === 'sms') return 'code-refused';
  if (category === 'card') return 'card-refused';
  return category === 'limit' ? 'limit-exceeded' : 'declined';
}

/** The payment may stand, whatever was refused. */
function codeForOthers(api: string | undefined): NoticeCode {
  if (api?.startsWith('refund.apply') === true) return 'refund-refused';
  return api === undefined || isQuery(api) ? 'outcome-unknown' : 'shop-fault';
}
