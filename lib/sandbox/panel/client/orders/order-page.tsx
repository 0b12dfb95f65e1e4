import type { JSX } from 'preact';

import type { HistoryEntryView, OrderDetailView } from '../../../contract.js';
import { api } from '../api.js';
import { copiesOfOrder } from '../copied/copies.js';
import { Deliveries } from '../timeline/deliveries.js';
import { useLoaded } from '../loaded.js';
import { moneyOf } from '../parts/money.js';
import { StateBadge } from './orders-page.js';
import { Action, Section, Facts, mono, Time } from '../parts/parts.js';
import { Phone } from '../parts/phone.js';
import { RefundBadge, RefundActions } from './refunds.js';
import { linkTo } from '../route.js';
import { Settlement } from './settlement.js';
import { MAX_REQUESTS, SubjectPage } from '../timeline/subject-page.js';
import { happenedOf, methodInWords } from '../parts/terms.js';
import type { ToldStep } from '../timeline/timeline.js';
import { t } from '../words.js';

/** An order: what can be done with it, and everything that happened to it. */
export function OrderPage({ id }: { readonly id: string }): JSX.Element {
  return (
    <SubjectPage
      id={id}
      load={async () => {
        const subject = await api.order(id);
        const asked = await api.requests({ order: subject.oid_paybill, limit: MAX_REQUESTS });
        return { subject, asked };
      }}
      place="orders"
      allOfThem={t('全部订单', 'All orders')}
      missing={{
        title: t('没有这笔订单', 'No such order'),
        text: t(
          `沙箱没有订单 ${id}：号码有误，或者沙箱已经清空、重启。`,
          `The sandbox has no order ${id}: the number is wrong, or the sandbox has started over since.`,
        ),
      }}
      kind={t('订单 ', 'Order ')}
      numberId="order-number"
      badge={({ state }) => <StateBadge state={state} testId="state" />}
      actions={(order) => (
        <>
          <Payer of={order} />
          <RefundActions of={order} />
          <Deliveries
            can={order.can.deliver}
            notifications={order.notifications}
            none={t('付款以后才有通知。', 'There is a notification once the order is paid.')}
            deliver={(how) => api.deliver(order, how)}
          />
        </>
      )}
      summary={(order) => (
        <>
          <Summary of={order} />
          <Settlement of={order} />
        </>
      )}
      copies={copiesOfOrder}
      notified={(of) => ({ is: 'orders', of })}
      tell={toldStep}
    />
  );
}

/** A step in words, with the refund that it is about. */
function toldStep({ what, detail, no_refund }: HistoryEntryView, { refunds }: OrderDetailView): ToldStep {
  const [happened, how] = happenedOf(what, detail);
  const refund = refunds.find((each) => each.no_refund === no_refund);
  return {
    what: happened,
    detail: (
      <>
        {how !== '' && <span class="detail">{how}</span>}
        {no_refund !== undefined && <span class="mono detail">{no_refund}</span>}
        {what === 'refund-applied' && refund !== undefined && <RefundBadge of={refund} />}
      </>
    ),
  };
}

function Summary({ of: order }: { readonly of: OrderDetailView }): JSX.Element {
  return (
    <Section id="summary" heading={moneyOf(order.money_order, order.currency_order)}>
      <Facts
        of={[
          [t('商品', 'Goods'), order.name_goods, 'goods'],
          [t('商户号', 'Merchant'), mono(order.oid_partner)],
          [t('交易号', 'Transaction'), mono(order.oid_paybill)],
          ['dt_order', mono(order.dt_order)],
          ['API', mono(order.api)],
          ['result_pay', mono(order.result_pay), 'result_pay'],
          [t('用户', 'User'), mono(order.user_id)],
          [t('支付方式', 'Paid by'), methodInWords(order.paid_by ?? order.pay_type)],
          [t('银行', 'Bank'), order.bank_code],
          [t('银行卡', 'Card'), mono(order.card_no)],
          [t('失败原因', 'Why it failed'), order.memo],
          [t('付款截止时间', 'Pay before'), <Time key="time" at={order.closesAt} />],
          ['notify_url', mono(order.notify_url)],
          ['url_return', mono(order.url_return)],
        ]}
      />
    </Section>
  );
}

function Payer({ of: order }: { readonly of: OrderDetailView }): JSX.Element {
  const { can, payerPage } = order;
  const { view: settings } = useLoaded(() => api.settings(), 'setup');
  return (
    <Section id="payer" heading={t('替付款人操作', 'What the payer does')}>
      <div class="buttons">
        <Action
          testId="pay"
          look="primary"
          disabled={!can.pay}
          does={async () => {
            await api.pay(order);
            return t('已付款', 'Paid');
          }}
        >
          {t('付款', 'Pay')}
        </Action>
        <Action
          testId="fail"
          disabled={!can.fail}
          does={async () => {
            await api.fail(order);
            return t('付款失败', 'The payment failed');
          }}
        >
          {t('付款失败', 'Fail')}
        </Action>
        <Action
          testId="abandon"
          disabled={!can.abandon}
          does={async () => {
            await api.abandon(order);
            return t('付款人放弃了', 'The payer gave up');
          }}
        >
          {t('放弃', 'Abandon')}
        </Action>
      </div>
      {payerPage !== undefined && (
        <p>
          <a href={payerPage} data-testid="payer-page">
            {t('打开付款人的页面', 'Open the payer’s page')}
          </a>
        </p>
      )}
      {payerPage !== undefined && can.pay && settings !== undefined && (
        <Phone path={payerPage} settings={settings} />
      )}
      {order.state === 'waiting' && order.pay_type !== 'F' && (
        <p>
          <a href={`${linkTo('attack')}?order=${order.oid_paybill}`} data-testid="attack-with">
            {t('用这笔订单测试商城', 'Attack the shop with this order')}
          </a>
        </p>
      )}
      <small>
        {can.pay
          ? t('与付款人在收银台操作一样。', 'As if the payer did it at the cashier.')
          : t('这笔订单不能再付款了。', 'This order cannot be paid any more.')}
      </small>
    </Section>
  );
}
