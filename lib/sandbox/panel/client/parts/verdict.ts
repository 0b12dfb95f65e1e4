import { type AttemptView, falseDeliveries } from '../../../contract.js';
import type { Look } from './terms.js';
import { said, t } from '../words.js';

/** Whether the shop did right. */
export function verdictOnAttempt({
  how,
  status,
  acknowledged,
  error,
}: Pick<AttemptView, 'how' | 'status' | 'acknowledged' | 'error'>): readonly [text: string, look: Look] {
  if (how === 'dropped') return [t('已丢弃', 'Dropped'), ''];
  if (falseDeliveries.has(how)) {
    if (acknowledged) return [t('误接受', 'Wrongly accepted'), 'bad'];
    if (error === undefined) return [t('已正确拒绝', 'Correctly rejected'), 'ok'];
  }
  if (acknowledged) return [t('已确认', 'Acknowledged'), 'ok'];
  if (status === undefined) return [t('没有应答', 'No response'), 'bad'];
  return [t('未确认', 'Not acknowledged'), 'warn'];
}

/** Why an attempt that should have been acknowledged was not, or what is odd about one that was. */
export function explanationOf(attempt: AttemptView): string | undefined {
  const [, look] = verdictOnAttempt(attempt);
  const isRejected = falseDeliveries.has(attempt.how) && look === 'ok';
  const sentence = isRejected ? undefined : (attempt.explanation ?? attempt.warning);
  return sentence && said(sentence);
}

/** The verdict as a sentence: `401 Correctly rejected`, and why where something is wrong. */
export function outcomeInWords(attempt: AttemptView): string {
  const [verdict] = verdictOnAttempt(attempt);
  const outcome = attempt.status === undefined ? verdict : `${String(attempt.status)} ${verdict}`;
  const reason = explanationOf(attempt);
  return reason === undefined ? outcome : `${outcome}${t('：', ': ')}${reason}`;
}
