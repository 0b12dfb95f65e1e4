import type { SpokenLanguage } from '../common/language/preferred-language.js';

/**
 * What is told, by names that stay as they are, with its HTTP status:
 *
 * | code | status | what happened | errors |
 * |---|---|---|---|
 * | `outcome-unknown` | 502 | LianLian may have done it, or may still do it | `outcome` unknown |
 * | `known-already` | 409 | LianLian has this already: what became of it is not known yet | duplicate, already_done |
 * | `invalid-input` | 400 | something that a payer enters breaks a rule; `fields` names it | `LianlianValidationError` |
 * | `code-refused` | 422 | the SMS code is wrong or has expired | sms |
 * | `card-refused` | 402 | this card or account cannot pay | card |
 * | `limit-exceeded` | 402 | a limit of the card, the account or the day | limit |
 * | `declined` | 402 | the payment was declined | risk, payment_failed |
 * | `start-over` | 409 | what was begun is over | token, closed |
 * | `next-step` | 409 | another step is due first | action_required, confirmation_required |
 * | `refund-refused` | 409 | the refund does not fit the payment | refund |
 * | `not-found` | 404 | LianLian knows no such transaction | not_found |
 * | `not-sent` | 503 | LianLian was not reached; nothing was done | `LianlianTransportError`, not-sent |
 * | `try-later` | 503 | LianLian could not do it at the moment; nothing was done | advice retry-later |
 * | `shop-fault` | 500 | settings, the request or the contract have to be mended | everything else |
 */
export type NoticeCode = keyof typeof NOTICE_STATUSES;

/** The HTTP status of each. */
export const NOTICE_STATUSES = {
  // Not 503, nor 504: proxies and clients send such requests again by themselves.
  'outcome-unknown': 502,
  'known-already': 409,
  'invalid-input': 400,
  'code-refused': 422,
  'card-refused': 402,
  'limit-exceeded': 402,
  declined: 402,
  'start-over': 409,
  'next-step': 409,
  'refund-refused': 409,
  'not-found': 404,
  'not-sent': 503,
  'try-later': 503,
  'shop-fault': 500,
} as const;

/** A heading and what to do, in each language. */
export type NoticeWords = Readonly<Record<SpokenLanguage, { readonly title: string; readonly text: string }>>;
