import { api } from './api.js';
import { h } from './dom.js';
import { badge, field, nothing, table, time } from './parts.js';
import { STATES } from './terms.js';
import { t } from './words.js';

/** @import { OrderView } from '../../contract.js' */

const MERCHANT = t('商户', 'Merchant');
const HEADINGS = [
  t('订单号', 'Order'),
  t('状态', 'State'),
  t('金额', 'Amount'),
  t('商品', 'Goods'),
  t('通知', 'Notification'),
  t('下单时间', 'Placed'),
];

let search = '';

/** Every order, newest first. */
export const ordersView = {
  title: t('订单', 'Orders'),
  async load() {
    const { orders } = await api.orders();
    const found = orders.filter(matches);
    const hasSeveral = new Set(orders.map(({ oid_partner }) => oid_partner)).size > 1;
    return [
      h(
        'h1',
        {},
        t('订单', 'Orders'),
        ' ',
        h('span.count', { 'data-testid': 'order-count' }, String(orders.length)),
      ),
      orders.length === 0
        ? nothing(
            t(
              '还没有订单。让商户下一笔单，它会立刻出现在这里。',
              'No orders yet. As soon as a shop places one, it appears here.',
            ),
          )
        : [
            field(
              'search',
              t('查找', 'Find'),
              h('input', {
                type: 'search',
                'data-input': 'search',
                placeholder: t('订单号、商品或状态', 'Number, goods or state'),
              }),
            ),
            table(
              t('订单', 'Orders'),
              hasSeveral ? [...HEADINGS, MERCHANT] : HEADINGS,
              found.map((order) => row(order, hasSeveral)),
            ),
          ],
    ];
  },
  inputs: {
    search: (/** @type {string} */ value) => {
      search = value.trim().toLowerCase();
    },
  },
};

/** @param {OrderView} order */
function matches({ no_order, oid_paybill, name_goods, state }) {
  const [stateText] = STATES[state];
  return [no_order, oid_paybill, name_goods, stateText].some((text) => text.toLowerCase().includes(search));
}

/** @param {OrderView} order @param {boolean} namesMerchant */
function row(order, namesMerchant) {
  const { oid_paybill, no_order, state, money_order, name_goods, oid_partner, notified, placedAt } = order;
  const [text, look] = STATES[state];
  return {
    key: oid_paybill,
    cells: [
      h('a.mono', { href: `#/orders/${oid_paybill}`, 'data-testid': `order-${no_order}` }, no_order),
      badge(text, look, `state-${no_order}`),
      h('strong.number', {}, `¥ ${money_order}`),
      name_goods,
      notified === undefined ? '—' : badge(...NOTIFIED[notified]),
      time(placedAt),
      ...(namesMerchant ? [h('span.mono', {}, oid_partner)] : []),
    ],
  };
}

/** @type {Record<NonNullable<OrderView['notified']>, readonly [text: string, look: 'ok' | 'warn' | 'bad']>} */
const NOTIFIED = {
  acknowledged: [t('已确认', 'Acknowledged'), 'ok'],
  repeating: [t('重复中', 'Repeating'), 'warn'],
  late: [t('未确认', 'Not acknowledged'), 'bad'],
};
