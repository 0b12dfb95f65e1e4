import type { ComponentChildren, JSX } from 'preact';

import type { OrderState, OrderView } from '../../../contract.js';
import { STATE_WORDS } from '../../../common/order-words.js';
import { api } from '../api.js';
import { moneyOf } from '../parts/money.js';
import { MoneyList, MoneyTable, NotifiedBadge } from '../parts/money-list.js';
import { Badge, Time } from '../parts/parts.js';
import { linkTo } from '../route.js';
import { STATE_LOOKS } from '../parts/terms.js';
import { said, t } from '../words.js';

const HEADINGS = [
  t('订单号', 'Order'),
  t('状态', 'State'),
  t('金额', 'Amount'),
  t('商品', 'Goods'),
  t('通知', 'Notification'),
  t('下单时间', 'Placed'),
];

/** Every order, newest first. */
export function OrdersPage(): JSX.Element {
  const heading = t('订单', 'Orders');
  return (
    <MoneyList
      heading={heading}
      countId="order-count"
      load={(query) => api.orders(query)}
      placeholder={t(
        '订单号、交易号、金额、币种、用户、商品、状态',
        'Number, amount, currency, user, goods, state',
      )}
      words={STATE_WORDS}
      none={t(
        '还没有订单。让商户下一笔单，它会立刻出现在这里。',
        'No orders yet. As soon as a shop places one, it appears here.',
      )}
      nothing={(all) => t(`${all} 笔订单中没有符合的。`, `None of the ${all} orders is like that.`)}
      table={({ orders }) => (
        <MoneyTable
          caption={heading}
          headings={HEADINGS}
          rows={orders.map((order) => ({
            key: order.oid_paybill,
            cells: cellsOf(order),
            oid_partner: order.oid_partner,
          }))}
        />
      )}
    />
  );
}

function cellsOf(order: OrderView): readonly ComponentChildren[] {
  const { oid_paybill, no_order, state, money_order, currency_order, name_goods, notified, placedAt } = order;
  return [
    <a key="order" class="mono" href={linkTo('orders', oid_paybill)} data-testid={`order-${no_order}`}>
      {no_order}
    </a>,
    <StateBadge key="state" state={state} testId={`state-${no_order}`} />,
    <strong key="amount" class="number">
      {moneyOf(money_order, currency_order)}
    </strong>,
    name_goods,
    notified === undefined ? '—' : <NotifiedBadge key="notified" state={notified} />,
    <Time key="placed" at={placedAt} />,
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
