import { fenOf, fenToYuan } from '../common/money.js';
import { parsedJson } from '../common/objects/parsed-json.js';
import type { SpokenLanguage } from '../common/language/preferred-language.js';
import { pageStyle } from './redirect-page.style.js';

/** What the page of a form shows and does. */
export interface RedirectPage {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly nonce: string | undefined;
  readonly title: string | undefined;
  readonly merchant: string | undefined;
  /** Undefined for both. */
  readonly language: SpokenLanguage | undefined;
  readonly color: string | undefined;
  readonly autoSubmit: boolean;
}

type Words = Readonly<Record<SpokenLanguage, string>>;

const ON_THE_WAY: Words = { zh: '正在前往连连支付', en: 'Taking you to LianLian Pay' };
const BY_HAND: Words = { zh: '连连支付', en: 'LianLian Pay' };
const CONTINUE: Words = { zh: '继续支付', en: 'Continue to LianLian Pay' };
const IF_NOTHING: Words = {
  zh: '如果页面没有自动跳转，请点击按钮。',
  en: 'If nothing happens, press the button.',
};

/**
 * Posts the form, and shows the spinner while that lasts. A payer who comes back is not sent on again: the button is there.
 * Called on the prototype, because a field named "submit" would hide the form's own method.
 */
const POSTS_ITSELF = `(function(form,spinner,visit){
addEventListener('pageshow',function(event){if(event.persisted)spinner.hidden=true})
if(visit&&visit.type==='back_forward')return
spinner.hidden=false
HTMLFormElement.prototype.submit.call(form)
})(document.getElementById('lianlian'),document.getElementById('spinner'),performance.getEntriesByType('navigation')[0])`;

/** A whole page whose form posts the fields to LianLian. Without scripts, and without styles, it has its button. */
export function redirectPage(page: RedirectPage): string {
  const { action, fields, language, merchant, autoSubmit } = page;
  const nonce = page.nonce === undefined ? '' : ` nonce="${escapeHtml(page.nonce)}"`;
  const heading = autoSubmit ? ON_THE_WAY : BY_HAND;
  const title = escapeHtml(page.title ?? plain(heading, language));
  const amount = amountOf(fields, language);
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return [
    '<!DOCTYPE html>',
    `<html lang="${language === 'en' ? 'en' : 'zh-CN'}">`,
    '<head>',
    '<meta http-equiv="content-type" content="text/html;charset=UTF-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${title}</title>`,
    `<style${nonce}>${pageStyle(page.color)}</style>`,
    '</head>',
    '<body>',
    '<main>',
    ...(merchant === undefined ? [] : [`<p>${escapeHtml(merchant)}</p>`]),
    ...(amount === undefined ? [] : [`<p class="amount">${amount}</p>`]),
    ...(autoSubmit ? ['<p id="spinner" hidden></p>'] : []),
    `<h1>${page.title === undefined ? inLines(heading, language) : title}</h1>`,
    `<form id="lianlian" action="${escapeHtml(action)}" method="post" accept-charset="UTF-8">`,
    ...inputs,
    `<button type="submit">${plain(CONTINUE, language)}</button>`,
    '</form>',
    ...(autoSubmit ? [`<p>${inLines(IF_NOTHING, language)}</p>`] : []),
    '</main>',
    ...(autoSubmit ? [`<script${nonce}>${POSTS_ITSELF}</script>`] : []),
    '</body>',
    '</html>',
  ].join('\n');
}

/** What is to be paid, where the fields say so: in one of them, or in the JSON of the page for phones. */
function amountOf(
  { money_order, req_data = '' }: RedirectPage['fields'],
  language: SpokenLanguage | undefined,
): string | undefined {
  const order = parsedJson(req_data);
  const isOrder = typeof order === 'object' && order !== null && 'money_order' in order;
  const fen = fenOf(money_order ?? (isOrder ? order.money_order : undefined));
  if (fen === undefined) return undefined;
  const style = { style: 'currency', currency: 'CNY' } as const;
  return new Intl.NumberFormat(language === 'en' ? 'en' : 'zh-CN', style).format(
    fenToYuan(fen) as `${number}`,
  );
}

function plain({ zh, en }: Words, language: SpokenLanguage | undefined): string {
  return language === undefined ? `${zh} ${en}` : { zh, en }[language];
}

/** Both languages stand below each other, and screen readers are told which is which. */
function inLines(words: Words, language: SpokenLanguage | undefined): string {
  return language === undefined ? `${words.zh}<br><span lang="en">${words.en}</span>` : words[language];
}

/** Line breaks become references too: a browser would otherwise normalize them before it posts them. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`\r\n\t]/g, (char) => `&#${String(char.charCodeAt(0))};`);
}
