/**
 * What a caller should do about a refusal:
 *
 * | advice | what to do | categories |
 * |---|---|---|
 * | `query-first` | ask what became of it before anything else, and never send it again blindly | pending, unavailable, duplicate, already_done, other, and codes that are not listed |
 * | `retry-later` | ask the same again after a while; nothing was decided | pending, unavailable, other and codes that are not listed, of a query |
 * | `ask-payer` | tell the payer, who can try again otherwise | card, limit, risk, sms, payment_failed |
 * | `start-over` | what was begun is over: begin anew | token, closed |
 * | `next-step` | another step is due before it is done | action_required, confirmation_required |
 * | `fix-request` | the request does not fit: its fields, its signature, or the transaction it names | invalid_request, invalid_signature, refund, not_found |
 * | `call-support` | the contract with LianLian has to change | merchant |
 * | `proceed` | it is no refusal | success |
 */
export type CallerAdvice =
  | 'query-first'
  | 'retry-later'
  | 'ask-payer'
  | 'start-over'
  | 'next-step'
  | 'fix-request'
  | 'call-support'
  | 'proceed';
