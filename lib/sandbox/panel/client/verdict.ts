import type { AttemptView } from '../../contract.js';
import { isForged } from './forged.js';
import type { Look } from './terms.js';
import { said, t } from './words.js';

/** Whether the shop did right. */
export function verdictOf({
  how,
  status,
  acknowledged,
  error,
}: Pick<AttemptView, 'how' | 'status' | 'acknowledged' | 'error'>): readonly [text: string, look: Look] {
  if (how === 'dropped') return [t('已丢弃', 'Dropped'), ''];
  if (isForged({ how })) {
    if (acknowledged) return [t('误接受', 'Wrongly accepted'), 'bad'];
    if (error === undefined) return [t('已正确拒绝', 'Correctly rejected'), 'ok'];
  }
  if (acknowledged) return [t('已确认', 'Acknowledged'), 'ok'];
  if (status === undefined) return [t('没有应答', 'No response'), 'bad'];
  return [t('未确认', 'Not acknowledged'), 'warn'];
}

/** Why an attempt that should have been acknowledged was not, or what is odd about one that was. */
export function reasonOf(attempt: AttemptView): string | undefined {
  const [, look] = verdictOf(attempt);
  const isRejected = isForged(attempt) && look === 'ok';
  const sentence = isRejected ? undefined : (attempt.explanation ?? attempt.warning);
  return sentence && said(sentence);
}

/** The verdict as a sentence: `401 Correctly rejected`, and why where something is wrong. */
export function outcomeOf(attempt: AttemptView): string {
  const [verdict] = verdictOf(attempt);
  const outcome = attempt.status === undefined ? verdict : `${String(attempt.status)} ${verdict}`;
  const reason = reasonOf(attempt);
  return reason === undefined ? outcome : `${outcome}${t('：', ': ')}${reason}`;
}
