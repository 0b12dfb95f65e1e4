import encodeQR from 'qr';

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

function dataUri(text: string): string {
  const picture = encodeQR(text, 'svg', { ecc: 'medium', border: QUIET });
  return `data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}`;
}
