import { retMessage } from '../data/data.js';
import type { Settings } from '../settings.js';

/** What an SMS code that was sent is told with, beside its token: a `ret_code` of its own in the old edition. */
export function smsSentCode({ edition }: Settings): Record<string, string> {
  return edition === 'new' ? {} : { ret_code: '8888', ret_msg: retMessage('8888') };
}
