import { computed, signal } from '@preact/signals';

/** Where the reader is: `#/orders/2026…?search=tea`. */
interface Route {
  readonly place: string;
  /** Which one of that place; empty for the list. */
  readonly id: string;
  readonly query: URLSearchParams;
}

const hash = signal(location.hash);

export const currentRoute = computed<Route>(() => {
  const [path = '', query = ''] = hash.value.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [place = '', ...id] = path.split('/');
  return {
    place: place === '' ? 'orders' : place,
    id: decoded(id.join('/')),
    query: new URLSearchParams(query),
  };
});

/** What a list is asked for, by its name; empty where it is asked for nothing. */
export const asked = (name: string): string => currentRoute.value.query.get(name) ?? '';

/** So far the sandbox counts. */
const MOST_PAGES = 20_000;

/** The page of a list that is shown, 1 for the first. */
export function askedPage(): number {
  const page = asked('page');
  return /^[1-9]\d*$/.test(page) ? Math.min(Number(page), MOST_PAGES) : 1;
}

/** What a list is asked for by one of the names that are known; empty for any other, as an old link may have it. */
export function askedOneOf(name: string, known: object): string {
  const value = asked(name);
  return Object.hasOwn(known, value) ? value : '';
}

/** The address of what the reader sees, for a link to the same view. */
export const address = computed(() => hash.value);

addEventListener('hashchange', () => {
  hash.value = location.hash;
});

/** The address of a place, or of one thing there. */
export const linkTo = (place: string, id = ''): string =>
  id === '' ? `#/${place}` : `#/${place}/${encodeURIComponent(id)}`;

/** The address of the same list, found otherwise. What is empty goes, and the first page is shown. */
export function linkWith(changes: Readonly<Record<string, string>>): string {
  const { place, query } = currentRoute.value;
  const changed = new URLSearchParams(query);
  changed.delete('page');
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') changed.delete(name);
    else changed.set(name, value);
  }
  const text = changed.toString();
  return text === '' ? linkTo(place) : `${linkTo(place)}?${text}`;
}

/** Goes there without a step that leads back: what is typed into a search is one search. */
export function replaceRoute(link: string): void {
  history.replaceState(null, '', link);
  hash.value = link;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
