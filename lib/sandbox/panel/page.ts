import { type Html, html, t, type Words } from '../pages/html.js';
import { PANEL_PATH, wholePage } from '../pages/layout.js';

const PLACES: readonly (readonly [place: string, label: Words])[] = [
  ['orders', t('订单', 'Orders')],
  ['requests', t('请求', 'Requests')],
  ['scenarios', t('故障', 'Scenarios')],
  ['explain', t('验签', 'Explain')],
  ['setup', t('接入', 'Set up')],
];

/** The panel's page, which its script fills. */
export function panelPage(): Html {
  const links = PLACES.map(
    ([place, label]) => html`<a href="#/${place}" data-testid="place-${place}">${label}</a>`,
  );
  const noScript = t('控制台需要 JavaScript。', 'The control panel needs JavaScript.');
  const body = html`<div class="bar">
      <nav class="places" aria-label="${t('控制台', 'Control panel')}">${links}</nav>
      <section class="clock" aria-label="${t('沙箱时钟', 'The sandbox’s clock')}">
        <span id="clock" class="clock"></span>
        <span id="live" class="badge" data-testid="live">${t('连接中', 'Connecting')}</span>
      </section>
    </div>
    <div id="said" class="said" role="status"></div>
    <p id="news" class="unseen" role="log"></p>
    <main id="main" class="panel stack" tabindex="-1">
      <noscript><p class="notice bad">${noScript}</p></noscript>
    </main>`;
  return wholePage(t('控制台', 'Control panel'), body, {
    address: PANEL_PATH,
    styles: [`${PANEL_PATH}panel.css`],
    scripts: [`${PANEL_PATH}panel.js`],
  });
}
