import { create } from 'qrcode';

import type { Text } from '../language/text.js';
import { type Html, html } from '../pages/html.js';
import { icon } from '../pages/icons.js';
import type { Payment, Wallet } from './payment.js';

const INSTRUCTIONS: Readonly<Record<Wallet, Text>> = {
  wechat: { zh: '请用微信扫码支付', en: 'Scan with WeChat to pay' },
  alipay: { zh: '请用支付宝扫码支付', en: 'Scan with Alipay to pay' },
};

/** Modules of white around the code, without which phones do not find it. */
const QUIET = 4;

/** The QR code as a picture that phones scan, and the link in it for the payer who is on one already. */
export function qrPicture({ wallet, link }: Extract<Payment, { status: 'awaiting-scan' }>): Html {
  return html`<figure class="scan ${wallet}">
    <figcaption>${icon('scan')}${INSTRUCTIONS[wallet]}</figcaption>
    <img
      class="qr"
      src="${dataUri(link)}"
      alt="${{ zh: '支付二维码', en: 'QR code of the payment' }}"
      width="240"
      height="240"
      data-testid="qr"
    />
    <p class="link" data-testid="qr-link">${linkText(link)}</p>
  </figure>`;
}

/** A payer on a phone cannot scan its own screen, but can follow a link to the web. */
function linkText(link: string): Html {
  return /^https?:/.test(link)
    ? html`<a href="${link}" target="_blank" rel="noreferrer">${link}</a>`
    : html`${link}`;
}

/** Drawn here, because a page is made without waiting, and `toDataURL` of the library is asynchronous. */
function dataUri(text: string): string {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const rows = Array.from({ length: size }, (_, y) => darkRuns(data.subarray(y * size, (y + 1) * size), y));
  const side = String(size + 2 * QUIET);
  const picture =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${rows.join('')}"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}`;
}

/** The dark modules of a row, each run of them as one rectangle. */
function darkRuns(row: Uint8Array, y: number): string {
  const runs = Array.from(row, (dark) => (dark === 0 ? ' ' : '#'))
    .join('')
    .matchAll(/#+/g);
  return Array.from(runs, ({ 0: run, index }) => {
    const width = String(run.length);
    return `M${String(index + QUIET)} ${String(y + QUIET)}h${width}v1h-${width}z`;
  }).join('');
}
