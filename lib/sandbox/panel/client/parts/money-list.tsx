import type { ComponentChildren, JSX } from 'preact';

import type { NotifiedState } from '../../../contract.js';
import { NOTIFIED_WORDS } from '../../../common/order-words.js';
import type { ListQuery } from '../api.js';
import { Filter } from './filter.js';
import { Found } from './found.js';
import { useLoaded } from '../loaded.js';
import { LoadProblem } from './load-problem.js';
import { Badge, ListHeading, Nothing, Table } from './parts.js';
import { asked, askedOneOf, askedPage, currentRoute } from '../route.js';
import { Search } from './search.js';
import { NOTIFIED_LOOKS } from './terms.js';
import { said, t } from '../words.js';

/** How many stand on a page. */
const SIZE = 50;

const MERCHANT = t('商户', 'Merchant');

/** What a list of orders and one of payouts have alike. */
interface MoneyListView {
  readonly all: number;
  readonly found: number;
  readonly states: Readonly<Partial<Record<string, number>>>;
  readonly notified: Readonly<Partial<Record<NotifiedState, number>>>;
}

interface MoneyListProps<View> {
  readonly heading: string;
  /** The test id of how many there are. */
  readonly countId: string;
  readonly load: (query: ListQuery) => Promise<View>;
  readonly placeholder: string;
  /** The states by which it is filtered. */
  readonly words: Parameters<typeof Filter>[0]['words'];
  /** What stands there as long as there is none at all. */
  readonly none: string;
  /** What stands there where none is like what was asked for. */
  readonly nothing: (all: string) => string;
  readonly table: (view: View) => ComponentChildren;
  /** Stands between the heading and the list. */
  readonly children?: ComponentChildren;
}

/** Orders or payouts, newest first, with all that finds one among thousands. */
export function MoneyList<View extends MoneyListView>({
  heading,
  countId,
  load,
  placeholder,
  words,
  none,
  nothing,
  table,
  children,
}: MoneyListProps<View>): JSX.Element {
  const search = asked('search');
  const [state, notified] = [askedOneOf('state', words), askedOneOf('notified', NOTIFIED_WORDS)];
  const key = currentRoute.value.query.toString();
  const { view, error, of } = useLoaded(
    () => load({ search, state, notified, limit: SIZE, offset: (askedPage() - 1) * SIZE }),
    key,
  );
  const isFiltered = `${search}${state}${notified}` !== '';
  return (
    <>
      <ListHeading count={view?.all ?? 0} testId={countId}>
        {heading}
      </ListHeading>
      {children}
      <LoadProblem of={error} />
      {view?.all === 0 && !isFiltered && <Nothing>{none}</Nothing>}
      {view !== undefined && (view.all > 0 || isFiltered) && (
        <>
          <div class="finder stack tight">
            <Search placeholder={placeholder} />
            <Filter name="state" label={t('状态', 'State')} words={words} counts={view.states} />
            <Filter
              name="notified"
              label={t('通知', 'Notification')}
              words={NOTIFIED_WORDS}
              counts={view.notified}
            />
          </div>
          <Found found={view.found} size={SIZE} isNew={of === key} nothing={nothing(String(view.all))}>
            {table(view)}
          </Found>
        </>
      )}
    </>
  );
}

/** One row of such a list. */
interface MoneyRow {
  readonly key: string;
  readonly cells: readonly ComponentChildren[];
  readonly oid_partner: string;
}

/** The rows; their merchants are named where there are several. */
export function MoneyTable({
  caption,
  headings,
  rows,
}: {
  readonly caption: string;
  readonly headings: readonly string[];
  readonly rows: readonly MoneyRow[];
}): JSX.Element {
  const hasSeveral = new Set(rows.map(({ oid_partner }) => oid_partner)).size > 1;
  if (!hasSeveral) return <Table caption={caption} headings={headings} rows={rows} />;
  const named = rows.map(({ key, cells, oid_partner }) => ({
    key,
    cells: [
      ...cells,
      <span key="merchant" class="mono">
        {oid_partner}
      </span>,
    ],
  }));
  return <Table caption={caption} headings={[...headings, MERCHANT]} rows={named} />;
}

/** The state of a notification. */
export function NotifiedBadge({
  state,
  testId = 'notified',
}: {
  readonly state: NotifiedState;
  readonly testId?: string;
}): JSX.Element {
  return (
    <Badge look={NOTIFIED_LOOKS[state]} testId={testId}>
      {said(NOTIFIED_WORDS[state])}
    </Badge>
  );
}
