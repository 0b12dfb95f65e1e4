import { assetPath } from './assets.js';
import { type Html, html, t, type Words } from '../http/html.js';

/** What a page needs beside its title and content. */
interface PageParts {
  /** The address that shows this page again. Without one, the page has no switch for the language. */
  readonly address?: string | undefined;
  /** Style sheets in addition to the common one. */
  readonly styles?: readonly string[] | undefined;
  /** Scripts, as modules. */
  readonly scripts?: readonly string[] | undefined;
}

/** The control panel. */
export const PANEL_PATH = '/_sandbox/';

/** A whole page. It loads nothing from other servers. */
export function wholePage(title: Words, body: Html, { address, styles = [], scripts = [] }: PageParts): Html {
  return html`<!doctype html>
    <html lang="${t('zh-CN', 'en')}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-type" content="text/html;charset=UTF-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${t('连连支付沙箱', 'LianLian sandbox')}</title>
        <link rel="icon" href="data:," />
        ${[assetPath('design.css'), ...styles].map((path) => html`<link rel="stylesheet" href="${path}" />`)}
        ${scripts.map((path) => html`<script type="module" src="${path}"></script>`)}
      </head>
      <body ${address && html`data-address="${address}"`}>
        <header class="top">
          <a class="brand" href="${PANEL_PATH}">${t('连连支付沙箱', 'LianLian sandbox')}</a>
          <nav aria-label="${t('语言', 'Language')}">${languageSwitch(address)}</nav>
        </header>
        ${body}
      </body>
    </html> `;
}

/**
 * A page for payers: one column, with a note below it that no real money is involved. Its script gives it the address that
 * shows it again, so that Back and a reload ask for it, and post nothing.
 */
export function page(title: Words, content: Html, parts: PageParts = {}): Html {
  const body = html`<main class="pay stack">
    <h1>${title}</h1>
    <div class="card stack">${content}</div>
    <p class="foot">
      <small>${t('沙箱环境，不涉及真实资金。请勿填写真实的银行卡号或证件号码。', NO_REAL_MONEY)}</small>
    </p>
  </main>`;
  const scripts = [...(parts.scripts ?? []), assetPath('cashier.js')];
  return wholePage(title, body, { ...parts, styles: [assetPath('cashier.css')], scripts });
}

const NO_REAL_MONEY = 'This is a sandbox: no real money moves. Do not enter real card or ID numbers.';

function languageSwitch(address: string | undefined): Html | undefined {
  if (address === undefined) return undefined;
  const choose = `${address}${address.includes('?') ? '&' : '?'}lang=`;
  return html`${t(
    html`<a href="${choose}en" lang="en" hreflang="en" data-testid="language">English</a>`,
    html`<a href="${choose}zh" lang="zh-CN" hreflang="zh-CN" data-testid="language">中文</a>`,
  )}`;
}
