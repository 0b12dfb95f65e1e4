import { type InputRule, oneOf } from '../common/input-rules.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { NotifiedState } from '../contract.js';
import { NOTIFIED_WORDS } from '../common/order-words.js';
import { pageOf } from './route.js';

type Words = Readonly<Record<string, Sentence>>;

/** What a list of things is searched and filtered by. */
interface ListedBy<Thing, State extends string> {
  readonly stateOf: (thing: Thing) => State;
  readonly notifiedOf: (thing: Thing) => NotifiedState | undefined;
  /** What a search finds parts of. */
  readonly textsOf: (thing: Thing) => readonly string[];
  readonly stateWords: Readonly<Record<State, Sentence>>;
}

/** What was found: a page of it, newest first, and how much there is of each kind. */
interface FoundThings<Thing, State extends string> {
  readonly page: readonly Thing[];
  readonly found: number;
  readonly all: number;
  readonly states: Readonly<Partial<Record<State, number>>>;
  readonly notified: Readonly<Partial<Record<NotifiedState, number>>>;
}

/** The things that a search and its filters `state` and `notified` find. */
export function filteredList<Thing, State extends string>(
  things: readonly Thing[],
  query: URLSearchParams,
  by: ListedBy<Thing, State>,
): FoundThings<Thing, State> {
  const wanted = filtersOf(query, by.stateWords);
  const isLookedFor = matcher(query.get('search') ?? '');
  const found: Thing[] = [];
  const [states, notified] = [new Map<string, number>(), new Map<string, number>()];
  for (const thing of things) {
    const [state, told] = [by.stateOf(thing), by.notifiedOf(thing)];
    const names = [
      ...namesOf(state, by.stateWords),
      ...(told === undefined ? [] : namesOf(told, NOTIFIED_WORDS)),
    ];
    if (!isLookedFor(by.textsOf(thing), names)) continue;
    const isState = wanted.state === undefined || state === wanted.state;
    const isNotified = wanted.notified === undefined || told === wanted.notified;
    // Each filter counts what it would find beside the other one.
    if (isNotified) count(states, state);
    if (isState) count(notified, told);
    if (isState && isNotified) found.push(thing);
  }
  return {
    page: pageOf(found, query),
    found: found.length,
    all: things.length,
    states: Object.fromEntries(states) as Partial<Record<State, number>>,
    notified: Object.fromEntries(notified),
  };
}

function filtersOf(
  query: URLSearchParams,
  stateWords: Words,
): { state: string | undefined; notified: string | undefined } {
  const rules: Readonly<Record<'state' | 'notified', InputRule>> = {
    state: oneOf(...Object.keys(stateWords)),
    notified: oneOf(...Object.keys(NOTIFIED_WORDS)),
  };
  const filters = { state: query.get('state') ?? undefined, notified: query.get('notified') ?? undefined };
  const mistakes = (['state', 'notified'] as const).flatMap((field) =>
    filters[field] === undefined || rules[field].test(filters[field])
      ? []
      : [{ field, rule: rules[field].rule }],
  );
  if (mistakes.length > 0) throw SandboxError.fields(mistakes);
  return filters;
}

/** Finds what has the whole text in it, or each of its words: `paid 49.95`. */
function matcher(search: string): (texts: readonly string[], names: readonly string[]) => boolean {
  const text = lowerCase(search.replaceAll(/[¥￥]/g, ' '));
  if (text === '') return () => true;
  const words = text.split(' ');
  return (texts, names) => {
    const has = (part: string): boolean =>
      texts.some((each) => each.toLowerCase().includes(part)) || names.some((name) => name.startsWith(part));
    return has(text) || (words.length > 1 && words.every(has));
  };
}

/** Found by how they begin: a search for `acknowledged` does not mean `not acknowledged`. */
function namesOf(name: string, words: Words): readonly string[] {
  const { en, zh } = words[name] ?? { en: name, zh: name };
  return [name, lowerCase(en), zh];
}

function lowerCase(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

function count(counts: Map<string, number>, name: string | undefined): void {
  if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
}
