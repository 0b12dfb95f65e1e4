import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { AttackVerdict } from '../contract.js';
import type { Attack } from './attack.js';
import { verdictMessages as says } from './attack.messages.js';
import type { ShopResponse, PaidState } from './shop-under-attack.js';

/** What an attack came to. */
export interface Seen {
  readonly responses: readonly ShopResponse[];
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
  const { responses, before, after, isPaidMeanwhile, isGone } = seen;
  if (isGone) return ['fell', says.silent(responses.at(-1)?.error ?? statusesOf(responses))];
  const times = after?.times ?? 0;
  if (times > 1 && times > (before?.times ?? 0)) return ['fell', says.shippedAgain(times)];
  if (attack.wanted === 'take') return ofGenuine(seen);
  if (isPaidMeanwhile) return ['fell', says.paidByNow()];
  if (after?.isPaid === true && before?.isPaid === false) return ['fell', says.paid()];
  if (attack.wanted === 'live') return ofTroublesome(attack, responses);
  return responses.some(({ acknowledged }) => acknowledged) ? ofAcknowledged(attack, seen) : ofRefused(seen);
}

function ofAcknowledged(
  { wanted, isForPerson }: Attack,
  { responses, before, after, isAsked }: Seen,
): Judged {
  const statuses = statusesOf(responses);
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
function ofRefused({ responses, after, isAsked }: Seen): Judged {
  const silent = responses.find(({ status }) => status === undefined);
  if (silent !== undefined) return ['unclear', says.noResponse(silent.error ?? '')];
  const statuses = statusesOf(responses);
  const isRefusal = responses.every(({ status = 0 }) => (status >= 400 && status < 500) || status === 503);
  if (isRefusal) return ['held', says.refused(statuses)];
  if (!isAsked) return ['unclear', says.noRefusal(statuses)];
  return after === undefined ? ['unclear', says.pageSilent()] : ['held', says.refused(statuses)];
}

function ofGenuine({ responses, after, isAsked, hasFallen }: Seen): Judged {
  const statuses = statusesOf(responses);
  if (!responses.some(({ acknowledged }) => acknowledged)) {
    return hasFallen ? ['unclear', says.lostAfterAttack(statuses)] : ['fell', says.lost(statuses)];
  }
  if (!isAsked) return ['unclear', says.shippedUnseen(statuses)];
  if (after === undefined) return ['unclear', says.pageSilent()];
  return after.isPaid ? ['held', says.taken(statuses)] : ['unclear', says.notMarked()];
}

/** What counts are the responses to others: to the bystander, if there is one, and to those that come afterwards. */
function ofTroublesome({ hasBystander }: Attack, responses: readonly ShopResponse[]): Judged {
  if (responses.some(({ acknowledged }) => acknowledged)) return ['fell', says.accepted()];
  const others = hasBystander === true ? responses : responses.slice(-1);
  const unanswered = others.find(({ status }) => status === undefined);
  return unanswered === undefined
    ? ['held', says.lives(statusesOf(others))]
    : ['fell', says.blocked(unanswered.error ?? '')];
}

/** Each kind of response with its number: `HTTP 200, HTTP 503 ×4`. */
function statusesOf(responses: readonly ShopResponse[]): string {
  const kinds = new Map<string, { readonly response: ShopResponse; count: number }>();
  for (const response of responses) {
    const kind = String(response.status ?? response.error);
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, { response, count: 1 });
    else known.count += 1;
  }
  return [...kinds.values()]
    .map(({ response: { status, error }, count }) => says.statuses(status, error, count))
    .join(', ');
}
