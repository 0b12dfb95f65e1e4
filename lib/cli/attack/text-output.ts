import { printable } from '../../common/printable.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { AttackRowView, AttackVerdict, AttackView } from '../../sandbox/contract.js';
import type { Speech } from '../terminal.js';
import { wrapped } from '../wrapped.js';
import { attackMessages } from './attack.messages.js';

const SIGNS: Readonly<Record<AttackVerdict, string>> = { held: '✓', unclear: '!', fell: '✗' };

/** A paragraph per attack, with what to do where the shop did not hold, and how many ended how. */
export function scorecardAsText(card: AttackView, { language, columns }: Speech): string {
  const say = (sentence: Sentence): string => printable(sentence[language]);
  const { rows, held, fell, unclear } = card;
  const summary =
    held === rows.length ? attackMessages.allHeld(held) : attackMessages.counts(held, fell, unclear);
  const lines = [
    say(attackMessages.attacked(card.url, card.no_order)),
    '',
    ...rows.flatMap((row) => linesOf(row, say)),
    '',
    say(summary),
    ...(card.seesShipments ? [] : [say(attackMessages.shipmentsUnseen())]),
  ];
  return `${wrapped(lines.join('\n'), columns)}\n`;
}

function linesOf(
  { verdict, title, said, advice, remark }: AttackRowView,
  say: (sentence: Sentence) => string,
): string[] {
  const line = `${SIGNS[verdict]} ${say(title)}`;
  const remarks = remark === undefined ? [] : [`  ${say(remark)}`];
  if (verdict === 'held') return [line, ...remarks];
  return [
    line,
    `  ${say(said)}`,
    ...remarks,
    ...(advice === undefined ? [] : [`  ${say(attackMessages.toDo(say(advice)))}`]),
  ];
}
