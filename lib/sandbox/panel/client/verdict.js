import { t } from './words.js';

/** @import { AttemptView } from '../../contract.js' */

/** What no shop may accept. */
const FORGED = new Set(['tampered', 'unsigned', 'foreign-key', 'wrong-amount', 'wrong-merchant']);

/**
 * Whether the shop did right.
 *
 * @param {Pick<AttemptView, 'how' | 'status' | 'acknowledged' | 'error'>} attempt
 * @returns {readonly [text: string, look: 'ok' | 'warn' | 'bad' | '']}
 */
export function verdictOf({ how, status, acknowledged, error }) {
  if (how === 'dropped') return [t('已丢弃', 'Dropped'), ''];
  if (FORGED.has(how ?? '')) {
    if (acknowledged) return [t('不该接受！', 'Accepted: it must not be'), 'bad'];
    if (error === undefined) return [t('正确拒绝', 'Rightly refused'), 'ok'];
  }
  if (acknowledged) return [t('已确认', 'Acknowledged'), 'ok'];
  if (status === undefined) return [t('没有应答', 'No response'), 'bad'];
  return [t('未确认', 'Not acknowledged'), 'warn'];
}

/**
 * The same as a sentence: `401 Rightly refused`.
 *
 * @param {AttemptView} attempt
 */
export function outcomeOf(attempt) {
  const [verdict] = verdictOf(attempt);
  return attempt.status === undefined ? verdict : `${String(attempt.status)} ${verdict}`;
}
