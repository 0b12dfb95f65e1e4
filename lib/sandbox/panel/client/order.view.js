import { api } from './api.js';
import { h } from './dom.js';
import { deliveryActions, deliveryCard } from './deliveries.js';
import { notificationCards } from './notifications.js';
import { badge, button, card, facts, field, nothing, table, time } from './parts.js';
import { HISTORY, methodOf, REFUND_STATES, STATES } from './terms.js';
import { requestTable } from './requests.view.js';
import { t } from './words.js';

/** @import { OrderDetailView } from '../../contract.js' */

/**
 * An order: what can be done with it, and everything that happened to it.
 *
 * @param {string} ref
 */
export function orderView(ref) {
  /** @type {OrderDetailView | undefined} */
  let order;
  const shown = () => {
    if (order === undefined) throw new Error('there is no order yet');
    return order;
  };
  return {
    title: t('订单', 'Order'),
    async load() {
      const [detail, { requests }] = await Promise.all([api.order(ref), api.requests()]);
      order = detail;
      const [state, look] = STATES[detail.state];
      return [
        h('p', {}, h('a', { href: '#/orders' }, t('← 全部订单', '← All orders'))),
        h(
          'div.headline',
          {},
          h(
            'h1',
            {},
            t('订单 ', 'Order '),
            h('span.mono', { 'data-testid': 'order-number' }, detail.no_order),
          ),
          badge(state, look, 'state'),
        ),
        h('div.columns', {}, [
          h('div.stack', { 'data-key': 'left' }, summary(detail), historyCard(detail)),
          h(
            'div.stack',
            { 'data-key': 'right' },
            payerCard(detail),
            refundCard(detail),
            deliveryCard(detail),
            notificationCards(detail),
          ),
        ]),
        card(
          'requests',
          t('商户的请求', 'The shop’s requests'),
          requestTable(requests.filter(({ id }) => detail.requests.includes(id))),
        ),
      ];
    },
    actions: {
      pay: async () => {
        await api.pay(shown(), {});
        return t('已付款', 'Paid');
      },
      fail: async () => {
        await api.fail(shown());
        return t('付款失败', 'The payment failed');
      },
      abandon: async () => {
        await api.abandon(shown());
        return t('付款人放弃了', 'The payer gave up');
      },
      refund: async (/** @type {DOMStringMap} */ _data, /** @type {FormData} */ form) => {
        const amount = String(form.get('refund-amount') ?? '').trim();
        await api.refund(shown(), amount === '' ? undefined : withDecimals(amount));
        return t('已申请退款', 'Refunded');
      },
      'refund-complete': async ({ refund = '' }) => {
        await api.settleRefund(refund, 'complete', shown().oid_partner);
        return t('退款成功', 'The refund succeeded');
      },
      'refund-fail': async ({ refund = '' }) => {
        await api.settleRefund(refund, 'fail', shown().oid_partner);
        return t('退款失败', 'The refund failed');
      },
      ...deliveryActions(shown),
    },
  };
}

/**
 * An amount as LianLian writes it: `10.9` is `10.90`.
 *
 * @param {string} amount
 */
function withDecimals(amount) {
  const [, yuan, fen = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  return yuan === undefined ? amount : `${yuan}.${fen.padEnd(2, '0')}`;
}

/** @param {OrderDetailView} order */
function summary(order) {
  return card(
    'summary',
    `¥ ${order.money_order}`,
    facts([
      [t('商品', 'Goods'), h('span', { 'data-testid': 'goods' }, order.name_goods)],
      [t('商户号', 'Merchant'), h('span.mono', {}, order.oid_partner)],
      [t('交易号', 'Transaction'), h('span.mono', {}, order.oid_paybill)],
      ['dt_order', h('span.mono', {}, order.dt_order)],
      ['API', h('span.mono', {}, order.api)],
      ['result_pay', h('span.mono', { 'data-testid': 'result_pay' }, order.result_pay)],
      [t('用户', 'User'), order.user_id],
      [t('支付方式', 'Paid by'), methodOf(order.paid_by ?? order.pay_type)],
      [t('银行', 'Bank'), order.bank_code],
      [t('银行卡', 'Card'), order.card_no && h('span.mono', {}, order.card_no)],
      [t('失败原因', 'Why it failed'), order.memo],
      [t('付款截止', 'Pay before'), time(order.closesAt)],
      ['notify_url', h('span.mono', {}, order.notify_url)],
      ['url_return', order.url_return && h('span.mono', {}, order.url_return)],
    ]),
  );
}

/** @param {OrderDetailView} order */
function payerCard({ can, payerPage }) {
  const isOver = !can.pay && !can.fail && !can.abandon;
  return card(
    'payer',
    t('替付款人操作', 'What the payer does'),
    h(
      'div.buttons',
      {},
      button('pay', t('付款', 'Pay'), { look: 'primary', disabled: !can.pay }),
      button('fail', t('付款失败', 'Fail'), { disabled: !can.fail }),
      button('abandon', t('放弃', 'Abandon'), { disabled: !can.abandon }),
    ),
    payerPage &&
      h(
        'p',
        {},
        h(
          'a',
          { href: payerPage, 'data-testid': 'payer-page' },
          t('打开付款人的页面', 'Open the payer’s page'),
        ),
      ),
    isOver && h('small', {}, t('这笔订单不能再付款了。', 'This order cannot be paid any more.')),
  );
}

/** @param {OrderDetailView} order */
function refundCard({ can, refundable, refunds }) {
  if (!can.refund && refunds.length === 0) return undefined;
  const amount = h('input', {
    inputmode: 'decimal',
    placeholder: refundable,
    autocomplete: 'off',
    disabled: !can.refund,
  });
  return card(
    'refunds',
    t('退款', 'Refunds'),
    h(
      'form.line',
      { 'data-do': 'refund' },
      field('refund-amount', t(`金额（还可退 ${refundable}）`, `Amount (${refundable} left)`), amount),
      h('button', { 'data-testid': 'refund', disabled: !can.refund }, t('退款', 'Refund')),
    ),
    refunds.length > 0 &&
      table(
        t('退款', 'Refunds'),
        [t('退款号', 'Refund'), t('金额', 'Amount'), t('状态', 'State'), t('操作', 'Action')],
        refunds.map(({ no_refund, money_refund, sta_refund }) => ({
          key: no_refund,
          cells: [
            h('span.mono', {}, no_refund),
            h('span.number', {}, `¥ ${money_refund}`),
            badge(
              REFUND_STATES[sta_refund] ?? sta_refund,
              sta_refund === '2' ? 'ok' : sta_refund === '3' ? 'bad' : 'warn',
              'refund-state',
            ),
            sta_refund === '1' && [
              button('refund-complete', t('使成功', 'Let it succeed'), {
                look: 'small',
                data: { refund: no_refund },
              }),
              ' ',
              button('refund-fail', t('使失败', 'Let it fail'), {
                look: 'small',
                data: { refund: no_refund },
              }),
            ],
          ],
        })),
      ),
  );
}

/** @param {OrderDetailView} order */
function historyCard({ history }) {
  return card(
    'history',
    t('经过', 'History'),
    history.length === 0
      ? nothing(t('还没有记录。', 'Nothing yet.'))
      : h(
          'ol.history',
          {},
          history.map(({ at, what, detail }, number) =>
            h(
              'li',
              { 'data-key': `${at}-${what}-${String(number)}` },
              h('strong', {}, HISTORY[what] ?? what),
              detail && h('span.detail', {}, detail),
              time(at),
            ),
          ),
        ),
  );
}
