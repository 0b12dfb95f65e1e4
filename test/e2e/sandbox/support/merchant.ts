import { createPrivateKey, createVerify, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LianlianSandbox, type SandboxStartOptions } from 'nestjs-lianlian/testing';

/** A merchant of the tests: signs with node:crypto alone, so that the library cannot confirm itself. */

export type Fields = Record<string, string>;

/** Paths of LianLian's documents, written out. */
export const PATHS = {
  redirect: '/aggregateweb/gateway.htm',
  direct: '/llwalletapi/combinepay.htm',
  aggregateQuery: '/llwalletapi/orderquery.htm',
  apply: '/easypay.htm',
  verify: '/easypayverify.htm',
  easypayQuery: '/orderquery.htm',
  web: '/payment/traveleasypay.htm',
  h5: '/travlepay.htm',
  refund: '/refund.htm',
  exchangeRefund: '/exchangerefund.htm',
  refundQuery: '/refundquery.htm',
  capture: '/preauthComplete.htm',
  cancel: '/preauthCancel.htm',
  preauthQuery: '/preauthquery.htm',
  bindApply: '/bankcardbind.htm',
  bindVerify: '/bankcardbindverfy.htm',
  unbind: '/bankcardunbind.htm',
  cards: '/bankcardbindlist.htm',
  bin: '/bankcardbin.htm',
  banking: '/payment/bankgateway.htm',
  unified: '/v1/paycreatebill',
  payout: '/paymentapi/payment.htm',
  payoutConfirm: '/paymentapi/confirmPayment.htm',
  payoutQuery: '/paymentapi/queryPayment.htm',
  balance: '/traderAcctQuery.htm',
  banks: '/supportbankquery.htm',
  branches: '/prcptcdquery.htm',
  mpayBindApply: '/v1/bankcardbind',
  mpayBindVerify: '/v1/bankcardbindverfy',
  mpayApply: '/v1/bankcardprepay',
  mpayVerify: '/v1/bankcardpay',
  exchangeApply: '/exchange/v1/bankcardpayapply',
  exchangeVerify: '/exchange/v1/bankcardpayverify',
  exchangeQuery: '/exchangeorderquery.htm',
} as const;

/** The source of a signature, as the documents describe it. */
export function sourceOf(fields: Fields, compare?: (a: string, b: string) => number): string {
  return Object.entries(fields)
    .filter(([name, value]) => name !== 'sign' && value.trim() !== '')
    .sort(([a], [b]) => (compare === undefined ? (a < b ? -1 : 1) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

export function signed(fields: Fields, privateKey: string, digest = 'RSA-MD5'): Fields {
  const bytes = Buffer.from(sourceOf(fields), 'utf8');
  return { ...fields, sign: sign(digest, bytes, createPrivateKey(privateKey)).toString('base64') };
}

/** Whether LianLian signed these fields. */
export function isSigned(
  fields: Fields,
  sandbox: LianlianSandbox,
  options: { digest?: string; compare?: (a: string, b: string) => number } = {},
): boolean {
  const verify = createVerify(options.digest ?? 'RSA-MD5').update(sourceOf(fields, options.compare), 'utf8');
  return verify.verify(sandbox.options.lianlianPublicKey, fields['sign'] ?? '', 'base64');
}

/** Starts a sandbox with small keys, for speed. */
export function startSandbox(options: Omit<SandboxStartOptions, 'merchants'> = {}): Promise<LianlianSandbox> {
  return LianlianSandbox.start({ modulusLength: 1024, ...options });
}

/** `yyyyMMddHHmmss` in China, by Intl and not by the library. */
export function chinaTime(date: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(date);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return ['year', 'month', 'day', 'hour', 'minute', 'second'].map(part).join('');
}

export const RISK_ITEM =
  '{"frms_ware_category":"1009","user_info_mercht_userno":"u-1","user_info_bind_phone":"13958069593"}';

export const orders = {
  redirect: (sandbox: LianlianSandbox, notify_url: string): Fields => ({
    version: '1.1',
    user_id: 'u-1',
    timestamp: chinaTime(sandbox.clock.now()),
    userreq_ip: '122_11_37_211',
    ...base(sandbox, notify_url),
  }),
  direct: (sandbox: LianlianSandbox, notify_url: string): Fields => ({
    user_id: 'u-1',
    pay_type: 'I',
    ...base(sandbox, notify_url),
  }),
  apply: (sandbox: LianlianSandbox, notify_url: string): Fields => ({
    api_version: '1.0',
    user_id: 'u-1',
    pay_type: 'M',
    id_type: '0',
    id_no: '339005198901194918',
    acct_name: '测试用户',
    card_no: '6222020000000000000',
    bind_mob: '13958069593',
    ...base(sandbox, notify_url),
  }),
  web: (sandbox: LianlianSandbox, notify_url: string): Fields => ({
    version: '1.0',
    user_id: 'u-1',
    timestamp: chinaTime(sandbox.clock.now()),
    userreq_ip: '122_11_37_211',
    pay_type: 'M',
    ...base(sandbox, notify_url),
  }),
  h5: (sandbox: LianlianSandbox, notify_url: string): Fields => ({
    version: '1.0',
    user_id: 'u-1',
    app_request: '3',
    timestamp: chinaTime(sandbox.clock.now()),
    pay_type: 'M',
    ...base(sandbox, notify_url),
  }),
  exchange: (sandbox: LianlianSandbox, notify_url: string): Fields => ({
    ...orders.apply(sandbox, notify_url),
    time_stamp: chinaTime(sandbox.clock.now()),
    currency_order: 'USD',
    money_order: '29.90',
    currency_settle: 'USD',
  }),
  banking: (sandbox: LianlianSandbox, notify_url: string): Fields => ({
    version: '1.0',
    charset_name: 'UTF-8',
    user_id: 'u-1',
    timestamp: chinaTime(sandbox.clock.now()),
    ...base(sandbox, notify_url),
  }),
  unified: (sandbox: LianlianSandbox, notify_url: string): Fields => ({
    api_version: '1.0',
    user_id: 'u-1',
    time_stamp: chinaTime(sandbox.clock.now()),
    flag_pay_product: '2',
    flag_chnl: '2',
    ...base(sandbox, notify_url),
  }),
};

function base(sandbox: LianlianSandbox, notify_url: string): Fields {
  return {
    oid_partner: sandbox.options.oidPartner,
    sign_type: 'RSA',
    busi_partner: '109001',
    no_order: 'o-1',
    dt_order: chinaTime(sandbox.clock.now()),
    name_goods: '羽毛球',
    money_order: '210.90',
    notify_url,
    risk_item: RISK_ITEM,
  };
}

/** A response as it came: values, and the text of each member. */
export interface CallResponse {
  readonly status: number;
  readonly text: string;
  readonly fields: Fields;
}

/** Where a merchant posts, and what it signs with. */
export interface Merchant {
  readonly url: string;
  readonly options: { readonly privateKey: string };
}

/** Signs and posts JSON. */
export async function call(
  sandbox: Merchant,
  path: string,
  fields: Fields,
  digest = 'RSA-MD5',
): Promise<CallResponse> {
  return callWith(sandbox, path, JSON.stringify(signed(fields, sandbox.options.privateKey, digest)));
}

/** Posts text as it is. */
export async function callWith(
  sandbox: Pick<Merchant, 'url'>,
  path: string,
  body: string,
): Promise<CallResponse> {
  const headers = { 'content-type': 'application/json;charset=utf-8' };
  const response = await fetch(sandbox.url + path, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, text, fields: JSON.parse(text) as Fields };
}

/** Signs and posts a form, as a browser does. */
export async function submit(sandbox: LianlianSandbox, path: string, fields: Fields): Promise<string> {
  const complete = signed(fields, sandbox.options.privateKey);
  const form = path === PATHS.h5 ? { req_data: JSON.stringify(complete) } : complete;
  const response = await fetch(sandbox.url + path, { method: 'POST', body: new URLSearchParams(form) });
  return response.text();
}

/** Presses a button of a page. */
export async function press(
  sandbox: LianlianSandbox,
  page: string,
  action: string,
  fields: Fields = {},
): Promise<Response> {
  const path = /action="(\/sandbox\/checkout\/[0-9a-f]{32})"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ ...fields, action });
  return fetch(sandbox.url + path, { method: 'POST', body, redirect: 'manual' });
}

/** The text of the element with a test id. */
export function textOf(page: string, testId: string): string | undefined {
  return new RegExp(`data-testid="${testId}">([^<]*)<`).exec(page)?.[1];
}

/** The form with which a page sends the browser back. */
export function returnForm(page: string): { action: string; fields: Fields } {
  const action = /<form method="post" action="([^"]*)"/.exec(page)?.[1] ?? '';
  const inputs = page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"\s*\/?>/g);
  const fields = Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, unescaped(value)]));
  return { action: unescaped(action), fields };
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** What a shop's notify URL got, and how it answers. */
export interface Received {
  readonly contentType: string | undefined;
  readonly body: string;
  readonly fields: Fields;
}

/** A shop's notify URL. */
export class ShopEnd {
  readonly received: Received[] = [];
  /** What it answers; undefined never answers. */
  response: { status: number; body: string; headers?: Record<string, string> } | undefined = {
    status: 200,
    body: '{"ret_code":"0000","ret_msg":"ok"}',
  };
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        this.received.push({
          contentType: request.headers['content-type'],
          body,
          fields: JSON.parse(body) as Fields,
        });
        if (this.response === undefined) return;
        response.writeHead(this.response.status, {
          'content-type': 'application/json',
          ...this.response.headers,
        });
        response.end(this.response.body);
      });
    });
  }

  /** @param port 0 takes a free one */
  static async open(port = 0): Promise<ShopEnd> {
    const shop = new ShopEnd();
    await new Promise<void>((resolve) => shop.server.listen(port, '127.0.0.1', resolve));
    return shop;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/notify`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
