import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { done } from './acting.js';
import { AttackPage } from './attacks/attack-page.js';
import { isLive, news } from './changes.js';
import { Clock } from './overview/clock.js';
import { ExplainPage } from './explain/explain-page.js';
import { OrderPage } from './orders/order-page.js';
import { OrdersPage } from './orders/orders-page.js';
import { Problem } from './parts/parts.js';
import { OverviewPage } from './overview/overview-page.js';
import { PayoutPage } from './payouts/payout-page.js';
import { PayoutsPage } from './payouts/payouts-page.js';
import { ReportsPage } from './reports/reports-page.js';
import { RequestPage } from './requests/request-page.js';
import { RequestsPage } from './requests/requests-page.js';
import { address, linkTo, currentRoute } from './route.js';
import { ScenariosPage } from './scenarios/scenarios-page.js';
import { SetupPage } from './overview/setup-page.js';
import { TestCardsPage } from './overview/test-cards-page.js';
import { t } from './words.js';

interface Place {
  readonly title: string;
  readonly list: () => JSX.Element;
  /** One thing of that place, by its id. */
  readonly one?: ((props: { readonly id: string }) => JSX.Element) | undefined;
}

const PLACES: Readonly<Record<string, Place>> = {
  overview: { title: t('概览', 'Overview'), list: OverviewPage },
  orders: { title: t('订单', 'Orders'), list: OrdersPage, one: OrderPage },
  payouts: { title: t('代付', 'Payouts'), list: PayoutsPage, one: PayoutPage },
  requests: { title: t('请求', 'Requests'), list: RequestsPage, one: RequestPage },
  scenarios: { title: t('故障', 'Scenarios'), list: ScenariosPage },
  attack: { title: t('攻击测试', 'Attack'), list: AttackPage },
  'test-cards': { title: t('测试卡', 'Test cards'), list: TestCardsPage },
  reports: { title: t('对账单', 'Reports'), list: ReportsPage },
  explain: { title: t('验签', 'Explain'), list: ExplainPage },
  setup: { title: t('接入', 'Set up'), list: SetupPage },
};

/** The whole panel: where one is, the clock, the view, and what was done last. */
export function App(): JSX.Element {
  const { place, id } = currentRoute.value;
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const title = PLACES[place]?.title ?? t('没有这个页面', 'No such page');
  useEffect(() => {
    document.title = `${title} · ${t('连连支付沙箱', 'LianLian sandbox')}`;
    done.value = '';
    if (!isFirst.current) {
      scrollTo(0, 0);
      // Where a keyboard goes on from.
      main.current?.focus({ preventScroll: true });
    }
    isFirst.current = false;
  }, [place, id]);
  const hash = address.value;
  useEffect(() => {
    // The other language shows the same view.
    const language = document.querySelector('a[hreflang]');
    if (language instanceof HTMLAnchorElement) language.hash = hash;
  }, [hash]);
  return (
    <>
      <div class="bar">
        <nav class="places" aria-label={t('控制台', 'Control panel')}>
          {Object.entries(PLACES).map(([name, { title: label }]) => (
            <a
              key={name}
              href={linkTo(name)}
              data-testid={`place-${name}`}
              aria-current={name === place ? 'page' : undefined}
            >
              {label}
            </a>
          ))}
        </nav>
        <section class="clock" aria-label={t('沙箱时钟', 'The sandbox’s clock')}>
          <Clock />
          <Connection />
        </section>
      </div>
      <Said />
      <p class="unseen" role="log">
        {news.value}
      </p>
      <main id="main" class="panel stack" tabIndex={-1} ref={main}>
        <View />
      </main>
    </>
  );
}

function View(): JSX.Element {
  const { place, id } = currentRoute.value;
  const { list: List, one: One } = PLACES[place] ?? {};
  if (One !== undefined && id !== '') return <One key={id} id={id} />;
  if (List !== undefined && id === '') return <List />;
  return (
    <>
      <h1>{t('没有这个页面', 'No such page')}</h1>
      <Problem>
        <p>{t('这个地址不通向任何内容。', 'Nothing is at this address.')}</p>
        <p>
          <a href={linkTo('orders')}>{t('查看全部订单', 'See all orders')}</a>
        </p>
      </Problem>
    </>
  );
}

/** What was done last, and how it went. */
function Said(): JSX.Element {
  const said = done.value;
  const [text, look] = typeof said === 'string' ? ([said, 'ok'] as const) : said;
  return (
    <div class="said" role="status">
      {text !== '' && (
        <div class={`notice ${look}`}>
          <span data-testid="said">{text}</span>
          <button
            type="button"
            class="close"
            aria-label={t('关闭提示', 'Dismiss')}
            onClick={() => {
              done.value = '';
            }}
          >
            ×
          </button>
        </div>
      )}
    </div>
  );
}

function Connection(): JSX.Element {
  const live = isLive.value;
  const text =
    live === undefined
      ? t('连接中', 'Connecting')
      : live
        ? t('实时', 'Live')
        : t('连接中断，正在重连', 'Disconnected, trying again');
  return (
    <span class={`badge live ${live === undefined ? '' : live ? 'ok' : 'bad'}`} data-testid="live">
      {text}
    </span>
  );
}
