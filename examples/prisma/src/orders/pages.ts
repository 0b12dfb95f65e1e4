import { toString } from 'qrcode';

import { type Order } from '../generated/prisma/client';
import { PRODUCT } from './product';

const WALLET_CHOICE = `
  <button name="wallet" value="I">微信支付 WeChat Pay</button>
  <button name="wallet" value="L">支付宝 Alipay</button>`;

/** The shop's window. */
export function shopPage(): string {
  return page(`
    <h1>${PRODUCT.name}: ¥${PRODUCT.price}</h1>
    <form method="post" action="/orders">${WALLET_CHOICE}</form>`);
}

/** An order for its payer: paid, or with the code to scan. It looks again by itself. */
export async function orderPage(order: Order): Promise<string> {
  const { id, name, amount, paidBy, code } = order;
  const head = `<h1>${name}: ¥${amount.toFixed(2)}</h1><p>${id}</p>`;
  if (paidBy !== null) return page(`${head}<p>已支付 Paid by ${paidBy}</p>`);
  const picture = code === null ? '' : await qrPicture(code);
  return page(
    `${head}${picture}
    <form method="post" action="/orders/${id}/code">${WALLET_CHOICE}</form>`,
    '<meta http-equiv="refresh" content="3">',
  );
}

/** For a phone to scan. The sandbox's code is a link, which opens its cashier. */
async function qrPicture(code: string): Promise<string> {
  const picture = await toString(code, { type: 'svg', width: 240 });
  const link = code.startsWith('http') ? 'href' : 'data-code';
  return `<p><a ${link}="${escaped(code)}" target="_blank">${picture}</a></p>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

function page(body: string, head = ''): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8">${head}<title>${PRODUCT.name}</title>${body}</html>`;
}
