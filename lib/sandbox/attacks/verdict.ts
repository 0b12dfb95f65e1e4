import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { AttackVerdict } from '../contract.js';
import type { Attack } from './attack.js';
import { verdictMessages as says } from './attack.messages.js';
import type { Answer, PaidState } from './shop-under-attack.js';

/** What an attack came to. */
interface Seen {
  readonly answers: readonly Answer[];
  /** What the shop said of the order before and after; undefined where nobody said how to ask it. */
  readonly before: PaidState | undefined;
  readonly after: PaidState | undefined;
  /** Whether an attack before this one was acknowledged, or paid the order. */
  readonly hasFallen: boolean;
}

type Judged = readonly [verdict: AttackVerdict, said: Sentence];

/** Whether the shop stood an attack, and what it did. */
export function verdictOf({ wanted }: Attack, seen: Seen): Judged {
  const { answers, before, after } = seen;
  const times = after?.times ?? 0;
  if (times > 1 && times > (before?.times ?? 0)) return ['fell', says.shippedAgain(times)];
  if (wanted === 'take') return ofGenuine(seen);
  if (after?.isPaid === true && before?.isPaid === false) return ['fell', says.paid()];
  const isAccepted = answers.some(({ acknowledged }) => acknowledged);
  if (isAccepted && wanted !== 'not-pay') return ['fell', says.accepted()];
  if (wanted === 'live') return ofTroublesome(answers);
  if (isAccepted && before === undefined) return ['unclear', says.lookYourself()];
  if (isAccepted && before?.isPaid === true) return ['unclear', says.paidBefore()];
  if (isAccepted) return ['held', says.notPaid(statusesOf(answers))];
  const silent = answers.find(({ status }) => status === undefined);
  return silent === undefined
    ? ['held', says.refused(statusesOf(answers))]
    : ['unclear', says.noAnswer(silent.error ?? '')];
}

function ofGenuine({ answers, after, hasFallen }: Seen): Judged {
  const statuses = statusesOf(answers);
  if (!answers.some(({ acknowledged }) => acknowledged)) {
    return hasFallen ? ['unclear', says.lostAfterAttack(statuses)] : ['fell', says.lost(statuses)];
  }
  return after?.isPaid === false ? ['fell', says.notMarked()] : ['held', says.taken(statuses)];
}

/** What counts is the last answer: that of somebody who has nothing to do with it. */
function ofTroublesome(answers: readonly Answer[]): Judged {
  const last = answers.at(-1);
  return last?.status === undefined
    ? ['fell', says.silent(last?.error ?? '')]
    : ['held', says.lives(statusesOf([last]))];
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
