import { retMessage } from '../data/data.js';
import type { Settings } from '../settings.js';

/** That an SMS code was sent, where a `ret_code` of its own tells it: in MPAY, and in the old edition. */
export const SMS_SENT = { ret_code: '8888', ret_msg: retMessage('8888') };

/** What an SMS code that was sent is told with, beside its token. */
export function smsSentCode({ edition }: Settings): Record<string, string> {
  return edition === 'new' ? {} : SMS_SENT;
}
