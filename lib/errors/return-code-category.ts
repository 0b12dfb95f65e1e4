/**
 * What a `ret_code` means for the caller:
 * - `success`: accepted
 * - `pending`, `unavailable`, `duplicate`, `already_done`, `other`: not final, or not known: query first
 * - `invalid_request`, `invalid_signature`, `merchant`: the integration or the contract has to be mended
 * - `card`, `limit`, `risk`, `sms`, `token`: the payer can try again otherwise
 * - `action_required`, `confirmation_required`: another step is due
 * - `payment_failed`, `refund`, `closed`, `not_found`: as they say
 */
export type ReturnCodeCategory =
  | 'success'
  | 'pending'
  | 'unavailable'
  | 'duplicate'
  | 'already_done'
  | 'other'
  | 'invalid_request'
  | 'invalid_signature'
  | 'merchant'
  | 'card'
  | 'limit'
  | 'risk'
  | 'sms'
  | 'token'
  | 'action_required'
  | 'confirmation_required'
  | 'payment_failed'
  | 'refund'
  | 'closed'
  | 'not_found';
