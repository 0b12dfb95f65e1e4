import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { AttackVerdict } from '../contract.js';
import type { Attack } from './attack.js';
import { verdictMessages as says } from './attack.messages.js';
import type { Answer, PaidState } from './shop-under-attack.js';

/** What an attack came to. */
export interface Seen {
  readonly answers: readonly Answer[];
  /** What the shop said of the order before and after; undefined where nobody said how to ask it, or it did not answer. */
  readonly before: PaidState | undefined;
  readonly after: PaidState | undefined;
  /** Whether the order was paid between the attack before this one and this one. */
  readonly isPaidMeanwhile: boolean;
  /** Whether there is somebody to ask. */
  readonly isAsked: boolean;
  /** Whether the shop answers nobody any more. */
  readonly isGone: boolean;
  /** Whether an attack before this one fell. */
  readonly hasFallen: boolean;
}

type Judged = readonly [verdict: AttackVerdict, said: Sentence];

/** Whether the shop stood an attack, and what it did. */
export function verdictOf(attack: Attack, seen: Seen): Judged {
  const { answers, before, after, isPaidMeanwhile, isGone } = seen;
  if (isGone) return ['fell', says.silent(answers.at(-1)?.error ?? statusesOf(answers))];
  const times = after?.times ?? 0;
  if (times > 1 && times > (before?.times ?? 0)) return ['fell', says.shippedAgain(times)];
  if (attack.wanted === 'take') return ofGenuine(seen);
  if (isPaidMeanwhile) return ['fell', says.paidByNow()];
  if (after?.isPaid === true && before?.isPaid === false) return ['fell', says.paid()];
  if (attack.wanted === 'live') return ofTroublesome(attack, answers);
  return answers.some(({ acknowledged }) => acknowledged) ? ofAcknowledged(attack, seen) : ofRefused(seen);
}

function ofAcknowledged({ wanted, isForPerson }: Attack, { answers, before, after, isAsked }: Seen): Judged {
  const statuses = statusesOf(answers);
  const isShippedNoMore = after?.times !== undefined && after.times === before?.times;
  if (wanted === 'refuse') {
    const isNoted = isForPerson === true && (after?.isPaid === false || isShippedNoMore);
    return isNoted ? ['unclear', says.notedPerhaps(statuses)] : ['fell', says.accepted()];
  }
  if (!isAsked) return ['unclear', says.lookYourself()];
  if (before === undefined || after === undefined) return ['unclear', says.pageSilent()];
  return before.isPaid ? ['unclear', says.paidBefore()] : ['held', says.notPaid(statuses)];
}

/** A refusal is a 4xx, or a 503 that asks to come back. What else was answered proves nothing by itself. */
function ofRefused({ answers, after, isAsked }: Seen): Judged {
  const silent = answers.find(({ status }) => status === undefined);
  if (silent !== undefined) return ['unclear', says.noAnswer(silent.error ?? '')];
  const statuses = statusesOf(answers);
  const isRefusal = answers.every(({ status = 0 }) => (status >= 400 && status < 500) || status === 503);
  if (isRefusal) return ['held', says.refused(statuses)];
  if (!isAsked) return ['unclear', says.noRefusal(statuses)];
  return after === undefined ? ['unclear', says.pageSilent()] : ['held', says.refused(statuses)];
}

function ofGenuine({ answers, after, isAsked, hasFallen }: Seen): Judged {
  const statuses = statusesOf(answers);
  if (!answers.some(({ acknowledged }) => acknowledged)) {
    return hasFallen ? ['unclear', says.lostAfterAttack(statuses)] : ['fell', says.lost(statuses)];
  }
  if (!isAsked) return ['unclear', says.shippedUnseen(statuses)];
  if (after === undefined) return ['unclear', says.pageSilent()];
  return after.isPaid ? ['held', says.taken(statuses)] : ['unclear', says.notMarked()];
}

/** What counts are the answers to others: to the bystander, if there is one, and to whoever comes afterwards. */
function ofTroublesome({ hasBystander }: Attack, answers: readonly Answer[]): Judged {
  if (answers.some(({ acknowledged }) => acknowledged)) return ['fell', says.accepted()];
  const others = hasBystander === true ? answers : answers.slice(-1);
  const unanswered = others.find(({ status }) => status === undefined);
  return unanswered === undefined
    ? ['held', says.lives(statusesOf(others))]
    : ['fell', says.blocked(unanswered.error ?? '')];
}

/** Each kind of answer with its number: `HTTP 200, HTTP 503 ×4`. */
function statusesOf(answers: readonly Answer[]): string {
  const kinds = new Map<string, { readonly answer: Answer; count: number }>();
  for (const answer of answers) {
    const kind = String(answer.status ?? answer.error);
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, { answer, count: 1 });
    else known.count += 1;
  }
  return [...kinds.values()]
    .map(({ answer: { status, error }, count }) => says.statuses(status, error, count))
    .join(', ');
}
