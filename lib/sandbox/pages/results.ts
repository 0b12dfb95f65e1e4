import { type Checkout, checkoutPath } from '../orders/checkouts.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { Refusal } from '../data/refusal.js';
import { adviceOn } from './advice.js';
import { assetPath } from './assets.js';
import { type Html, html, t } from '../http/html.js';
import { page, PANEL_PATH } from './layout.js';
import { orderSummary } from './order-summary.js';

/** Sends the browser back to the shop with a form post. */
export function returnPage(url: string, fields: Readonly<Record<string, string>>): Html {
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return page(
    t('支付成功', 'Paid'),
    html`<p class="outcome good">${t('正在返回商户……', 'Taking you back to the shop …')}</p>
      <form method="post" action="${url}" accept-charset="UTF-8" data-testid="return-form">
        ${inputs}
        <button class="primary" data-testid="return">${t('返回商户', 'Back to the shop')}</button>
      </form>`,
    { scripts: [assetPath('return.js')] },
  );
}

/**
 * The payment succeeded.
 *
 * @param back where the payer goes on to the shop; undefined where LianLian does not send them there
 */
export function paidPage({ entry, id }: Checkout, back?: string): Html {
  const title = entry.authorization ? t('预授权成功', 'Authorized') : t('支付成功', 'Paid');
  const next =
    back === undefined
      ? t('您可以关闭本页面，返回商户。', 'You can close this page and go back to the shop.')
      : t('您已完成支付。', 'You have paid.');
  return page(
    title,
    html`<div class="stack" data-testid="paid">
      <p class="outcome good">${next}</p>
      ${orderSummary(entry)} ${toShop(back)}
    </div>`,
    { address: checkoutPath(id) },
  );
}

/** The bank has not decided the payment. */
export function processingPage({ entry, id, url_return }: Checkout): Html {
  const next = t(
    '银行正在处理。您可以在控制台将其设为成功或失败。',
    'The bank is still deciding. In the control panel you can let the payment succeed or fail.',
  );
  return page(
    t('支付处理中', 'Processing'),
    html`<div class="stack" data-testid="processing">
      <p class="outcome">${next}</p>
      ${orderSummary(entry)} ${toShop(url_return)} ${toPanel()}
    </div>`,
    { address: checkoutPath(id) },
  );
}

/** The payment failed. The payer may try again. */
export function failedPage({ entry, id, url_return }: Checkout): Html {
  return page(
    t('支付失败', 'Payment failed'),
    html`<p class="outcome poor" role="alert" data-testid="problem">
        ${t('支付失败，您可以重试。', 'The payment failed. You can try again.')}
      </p>
      ${orderSummary(entry)}
      <p class="buttons">
        <a class="button primary" href="${checkoutPath(id)}" data-testid="retry">${t('重试', 'Try again')}</a>
      </p>
      ${toShop(url_return)}`,
    { address: `${checkoutPath(id)}?${FAILED}` },
  );
}

/** The address of the page that says so has this in its query: the order itself can be paid again. */
export const FAILED = 'failed';

/** The payer gave up, and the request named no address of the shop to return to. */
export function abandonedPage({ entry, id }: Checkout): Html {
  return page(t('已放弃支付', 'Payment abandoned'), orderSummary(entry), { address: checkoutPath(id) });
}

/** What is known of a request that was refused. */
interface RefusalDetails {
  readonly source?: string;
  readonly explanation?: Sentence | undefined;
  readonly address?: string;
  readonly back?: string | undefined;
}

/**
 * The request was refused.
 *
 * @param about what the page tells beside the code: the masked text that the signature was checked against, why the
 * order clashes with another one, the page's own address, and the shop's
 */
export function refusalPage({ ret_code, ret_msg }: Refusal, about: RefusalDetails = {}): Html {
  const { source, explanation: why, address, back } = about;
  const advice = adviceOn(ret_code);
  const hasSource = source !== undefined && source !== '';
  const explanation = t(
    '沙箱按下列文本验签（敏感内容显示为 ***）：',
    'The signature was checked against this text (secret values as ***):',
  );
  return page(
    t('请求被拒绝', 'Request refused'),
    html`<dl class="facts">
        <dt>ret_code</dt>
        <dd data-testid="ret_code">${ret_code}</dd>
        <dt>ret_msg</dt>
        <dd data-testid="ret_msg">${ret_msg}</dd>
      </dl>
      ${advice && html`<p class="outcome poor">${advice}</p>`}
      ${why && html`<p class="outcome poor" data-testid="explanation">${t(why.zh, why.en)}</p>`}
      ${ret_code === '1001' && hasSource ? html`<p>${explanation}</p>` : undefined}
      ${hasSource ? html`<pre data-testid="source">${source}</pre>` : undefined} ${toShop(back)} ${toPanel()}`,
    { address },
  );
}

/**
 * There is nothing at this address.
 *
 * @param why what may have been meant
 */
export function notFoundPage(why?: Sentence): Html {
  return page(
    t('找不到页面', 'Not found'),
    html`<p>${t('沙箱没有这个页面。', 'The sandbox has no such page.')}</p>
      ${why && html`<p class="outcome poor" data-testid="explanation">${t(why.zh, why.en)}</p>`} ${toPanel()}`,
  );
}

/** To where the shop takes its payers back. The address is the shop's own, so it leads to the web alone. */
function toShop(address: string | undefined): Html | undefined {
  if (address === undefined || !/^(https?:\/)?\//i.test(address)) return undefined;
  return html`<p class="buttons">
    <a class="button" href="${address}" data-testid="to-shop">${t('返回商户', 'Back to the shop')}</a>
  </p>`;
}

function toPanel(): Html {
  return html`<p>
    <a href="${PANEL_PATH}" data-testid="to-panel">${t('打开控制台', 'Open the control panel')}</a>
  </p>`;
}
