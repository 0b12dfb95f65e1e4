import { isBlank } from '../blank.js';
import { SMS_SENT_CODE } from './sms-sent.js';

/**
 * Where a binding stands after LianLian accepted its first step:
 * - `sms-sent`: the payer has a code; verify it
 * - `undecided`: LianLian sent neither a token nor word of an SMS
 */
export type CardBindState = 'sms-sent' | 'undecided';

/** The state after the first step. */
export function cardBindState(response: {
  readonly ret_code: string;
  readonly token?: string | undefined;
}): CardBindState {
  return response.ret_code === SMS_SENT_CODE || !isBlank(response.token) ? 'sms-sent' : 'undecided';
}
