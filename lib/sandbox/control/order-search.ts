import { oneOf } from '../common/input-rules.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { NotifiedState, OrderListView, OrderState, OrderView } from '../contract.js';
import type { LedgerEntry } from '../orders/ledger.js';
import { NOTIFIED_WORDS, STATE_WORDS } from './order-words.js';
import { notifiedOf, orderView, stateOf } from './order-views.js';
import type { ControlParts } from './parts.js';
import { type ControlCall, pageOf } from './route.js';

/** An order, as far as it is needed to tell whether it is looked for. */
interface Candidate {
  readonly entry: LedgerEntry;
  readonly state: OrderState;
  readonly notified: NotifiedState | undefined;
}

const FILTERS = {
  state: oneOf(...Object.keys(STATE_WORDS)),
  notified: oneOf(...Object.keys(NOTIFIED_WORDS)),
};

/** The orders that a search and its filters find, newest first: a page of them, and how many there are of each kind. */
export function orderList({ query }: ControlCall, parts: ControlParts): OrderListView {
  const wanted = filtersOf(query);
  const isLookedFor = matcher(query.get('search') ?? '');
  const all = parts.services.ledger.all();
  const found: LedgerEntry[] = [];
  const [states, notified] = [new Map<string, number>(), new Map<string, number>()];
  for (const entry of all) {
    const candidate = candidateOf(entry, parts);
    if (!isLookedFor(candidate)) continue;
    const isState = wanted.state === undefined || candidate.state === wanted.state;
    const isNotified = wanted.notified === undefined || candidate.notified === wanted.notified;
    // Each filter counts what it would find beside the other one.
    if (isNotified) count(states, candidate.state);
    if (isState) count(notified, candidate.notified);
    if (isState && isNotified) found.push(entry);
  }
  return {
    orders: pageOf(found, query).map((entry): OrderView => orderView(entry, parts)),
    found: found.length,
    all: all.length,
    states: Object.fromEntries(states),
    notified: Object.fromEntries(notified),
  };
}

function candidateOf(entry: LedgerEntry, { services, notifier }: ControlParts): Candidate {
  return {
    entry,
    state: stateOf(entry, services.ledger.isClosed(entry)),
    notified: notifiedOf(notifier.of(entry).at(-1)),
  };
}

function filtersOf(query: URLSearchParams): { state: string | undefined; notified: string | undefined } {
  const filters = { state: query.get('state') ?? undefined, notified: query.get('notified') ?? undefined };
  const mistakes = (['state', 'notified'] as const).flatMap((field) =>
    filters[field] === undefined || FILTERS[field].test(filters[field])
      ? []
      : [{ field, rule: FILTERS[field].rule }],
  );
  if (mistakes.length > 0) throw SandboxError.fields(mistakes);
  return filters;
}

/** Finds what has the whole text in it, or each of its words: `paid 49.95`. */
function matcher(search: string): (candidate: Candidate) => boolean {
  const text = lowerCase(search.replaceAll(/[¥￥]/g, ' '));
  if (text === '') return () => true;
  const words = text.split(' ');
  return (candidate) => {
    const texts = textsOf(candidate);
    const names = namesOf(candidate);
    const has = (part: string): boolean =>
      texts.some((each) => each.includes(part)) || names.some((name) => name.startsWith(part));
    return has(text) || (words.length > 1 && words.every(has));
  };
}

function textsOf({ entry }: Candidate): readonly string[] {
  const { no_order, oid_paybill, money_order, user_id, name_goods, refunds } = entry;
  const numbers = refunds.flatMap(({ no_refund, oid_refundno }) => [no_refund, oid_refundno]);
  return [no_order, oid_paybill, money_order, user_id, name_goods, ...numbers].map((text) =>
    text.toLowerCase(),
  );
}

/** Found by how they begin: whoever looks for `acknowledged` does not mean `not acknowledged`. */
function namesOf({ state, notified }: Candidate): readonly string[] {
  return [...(NAMES.get(state) ?? []), ...(notified === undefined ? [] : (NAMES.get(notified) ?? []))];
}

const NAMES = new Map(
  Object.entries({ ...STATE_WORDS, ...NOTIFIED_WORDS }).map(([name, { en, zh }]) => [
    name,
    [name, lowerCase(en), zh],
  ]),
);

function lowerCase(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

function count(counts: Map<string, number>, name: string | undefined): void {
  if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
}
