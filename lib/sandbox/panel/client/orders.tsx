import type { ComponentChildren, JSX } from 'preact';

import type { NotifiedState, OrderState, OrderView } from '../../contract.js';
import { NOTIFIED_WORDS, STATE_WORDS } from '../../control/order-words.js';
import { api } from './api.js';
import { Filter } from './filter.js';
import { Found } from './found.js';
import { problemOf, useLoaded } from './loaded.js';
import { Badge, ListHeading, Nothing, Problem, Table, Time } from './parts.js';
import { asked, askedPage, linkTo, route } from './route.js';
import { Search } from './search.js';
import { NOTIFIED_LOOKS, STATE_LOOKS } from './terms.js';
import { said, t } from './words.js';

const SIZE = 50;

const HEADINGS = [
  t('订单号', 'Order'),
  t('状态', 'State'),
  t('金额', 'Amount'),
  t('商品', 'Goods'),
  t('通知', 'Notification'),
  t('下单时间', 'Placed'),
];
const MERCHANT = t('商户', 'Merchant');

/** Every order, newest first, with all that finds one among thousands. */
export function Orders(): JSX.Element {
  const { query } = route.value;
  const page = askedPage();
  const [search, state, notified] = [asked('search'), asked('state'), asked('notified')];
  const { view, error } = useLoaded(
    () => api.orders({ search, state, notified, limit: SIZE, offset: (page - 1) * SIZE }),
    query.toString(),
  );
  const isFiltered = `${search}${state}${notified}` !== '';
  return (
    <>
      <ListHeading count={view?.all ?? 0} testId="order-count">
        {t('订单', 'Orders')}
      </ListHeading>
      {error !== undefined && (
        <Problem>
          <p>{problemOf(error)}</p>
        </Problem>
      )}
      {view?.all === 0 && !isFiltered && (
        <Nothing>
          {t(
            '还没有订单。让商户下一笔单，它会立刻出现在这里。',
            'No orders yet. As soon as a shop places one, it appears here.',
          )}
        </Nothing>
      )}
      {view !== undefined && (view.all > 0 || isFiltered) && (
        <>
          <div class="finder stack tight">
            <Search
              placeholder={t('订单号、交易号、金额、用户、商品、状态', 'Number, amount, user, goods, state')}
            />
            <Filter name="state" label={t('状态', 'State')} words={STATE_WORDS} counts={view.states} />
            <Filter
              name="notified"
              label={t('通知', 'Notification')}
              words={NOTIFIED_WORDS}
              counts={view.notified}
            />
          </div>
          <Found
            found={view.found}
            size={SIZE}
            nothing={t(
              `${String(view.all)} 笔订单中没有符合的。`,
              `None of the ${String(view.all)} orders is like that.`,
            )}
          >
            <OrderTable orders={view.orders} />
          </Found>
        </>
      )}
    </>
  );
}

function OrderTable({ orders }: { readonly orders: readonly OrderView[] }): JSX.Element {
  const hasSeveral = new Set(orders.map(({ oid_partner }) => oid_partner)).size > 1;
  return (
    <Table
      caption={t('订单', 'Orders')}
      headings={hasSeveral ? [...HEADINGS, MERCHANT] : HEADINGS}
      rows={orders.map((order) => ({ key: order.oid_paybill, cells: cellsOf(order, hasSeveral) }))}
    />
  );
}

function cellsOf(order: OrderView, namesMerchant: boolean): readonly ComponentChildren[] {
  const { oid_paybill, no_order, state, money_order, name_goods, oid_partner, notified, placedAt } = order;
  return [
    <a key="order" class="mono" href={linkTo('orders', oid_paybill)} data-testid={`order-${no_order}`}>
      {no_order}
    </a>,
    <StateBadge key="state" state={state} testId={`state-${no_order}`} />,
    <strong key="amount" class="number">{`¥ ${money_order}`}</strong>,
    name_goods,
    notified === undefined ? '—' : <NotifiedBadge key="notified" state={notified} />,
    <Time key="placed" at={placedAt} />,
    ...(namesMerchant
      ? [
          <span key="merchant" class="mono">
            {oid_partner}
          </span>,
        ]
      : []),
  ];
}

/** The state of an order. */
export function StateBadge({
  state,
  testId,
}: {
  readonly state: OrderState;
  readonly testId: string;
}): JSX.Element {
  return (
    <Badge look={STATE_LOOKS[state]} testId={testId}>
      {said(STATE_WORDS[state])}
    </Badge>
  );
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
