import type { Language, Text } from '../language/text.js';
import { type Html, html } from './html.js';
import { icon } from './icons.js';
import type { Page } from './page.js';

/** What a page is made for. */
export interface Frame {
  readonly language: Language;
  /** Of the page itself: where the switch of languages comes back to. */
  readonly path: string;
  /** Whether it is on the operator's side. */
  readonly isOperators: boolean;
  /** Where the sandbox is; undefined when payments are real. */
  readonly sandboxUrl: string | undefined;
}

type Link = readonly [path: string, text: Text, name?: string];

/** What the shop is called. */
export const SHOP: Text = { zh: '连连小店', en: 'Little Shop' };
const OPERATOR: Text = { zh: '运营后台', en: 'Operator' };
const SHOP_LINKS: readonly Link[] = [
  ['/orders', { zh: '我的订单', en: 'My orders' }],
  ['/cards', { zh: '我的银行卡', en: 'My cards' }, 'my-cards'],
];
const OPERATOR_LINKS: readonly Link[] = [
  ['/admin', { zh: '全部订单', en: 'Orders' }],
  ['/admin/payouts', { zh: '付款', en: 'Payouts' }, 'payouts'],
  ['/admin/reports', { zh: '对账', en: 'Reports' }, 'reports'],
];

/** For `assets/forms.js`. */
const WAITING: Text = {
  zh: '正在等待连连支付响应，最长约半分钟……',
  en: 'Waiting for LianLian. This can take half a minute …',
};
const UNREACHABLE: Text = {
  zh: '无法连接商店，不确定是否已处理。请检查网络，并在重试前先查看订单或付款。',
  en: 'The shop cannot be reached, so this may or may not have been done. Check your connection, and look at the order or payout before you try again.',
};

const TO_SHOP: Link = ['/', { zh: '前往商店', en: 'Go to the shop' }];
const TO_OPERATOR: Link = ['/admin', { zh: '运营后台', en: 'For the operator' }];

/** What every page has around its content. Nothing in it comes from another site. */
export function layout({ title, content }: Page, frame: Frame): Html {
  return html`<!doctype html>
    <html lang="${{ zh: 'zh-CN', en: 'en' }}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${SHOP}</title>
        <link rel="icon" href="/assets/logo.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/shop.css" />
        <script src="/assets/live-order.js" defer></script>
        <script src="/assets/forms.js" defer></script>
      </head>
      <body data-waiting="${WAITING}" data-unreachable="${UNREACHABLE}">
        <a class="skip" href="#content">${{ zh: '跳到正文', en: 'Skip to content' }}</a>
        ${header(frame)}
        <main id="content">
          <h1>${title}</h1>
          ${content}
        </main>
        ${footer(frame)}
      </body>
    </html> `;
}

function header({ isOperators, path, language }: Frame): Html {
  const links = (isOperators ? OPERATOR_LINKS : SHOP_LINKS).map(([target, text, name]) => {
    const current = path.split('?')[0] === target ? html`aria-current="page"` : undefined;
    return html`<a href="${target}" ${current} ${name === undefined ? undefined : html`data-testid="${name}"`}
      >${text}</a
    >`;
  });
  return html`<header>
    <div class="bar">
      <a class="brand" href="${isOperators ? '/admin' : '/'}">
        <img src="/assets/logo.svg" alt="" width="32" height="32" />
        <span>${SHOP}</span> ${isOperators ? html`<span class="badge plain">${OPERATOR}</span>` : undefined}
      </a>
      <nav aria-label="${{ zh: '主导航', en: 'Main' }}">${links}</nav>
      ${languageSwitch(language, path)}
    </div>
  </header>`;
}

/** Names the other language in its own words. */
function languageSwitch(language: Language, path: string): Html {
  const [other, code, name] = language === 'zh' ? ['en', 'en', 'English'] : ['zh', 'zh-CN', '中文'];
  return html`<form class="language" method="post" action="/language">
    <input type="hidden" name="back" value="${path}" />
    <button name="language" value="${other}" lang="${code}" data-testid="language">
      ${icon('globe')}${name}
    </button>
  </form>`;
}

function footer({ sandboxUrl, isOperators }: Frame): Html {
  const notice: Text =
    sandboxUrl === undefined
      ? { zh: 'nestjs-lianlian 的示例商店。', en: 'The sample shop of nestjs-lianlian.' }
      : {
          zh: 'nestjs-lianlian 的示例商店：付款进入沙箱，不涉及真实资金。',
          en: 'The sample shop of nestjs-lianlian. Payments go to a sandbox: no real money moves.',
        };
  const links = isOperators ? [TO_SHOP, ...panelOf(sandboxUrl)] : [TO_OPERATOR];
  return html`<footer>
    <p>${notice}</p>
    <p>${links.map(([target, text]) => html`<a href="${target}">${text}</a> `)}</p>
  </footer>`;
}

function panelOf(sandboxUrl: string | undefined): readonly Link[] {
  if (sandboxUrl === undefined) return [];
  return [[`${sandboxUrl}/_sandbox/`, { zh: '沙箱控制台', en: 'Control panel of the sandbox' }]];
}
