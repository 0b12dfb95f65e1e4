import { createVerify, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type Fields, sourceOf } from '../../sandbox/support/merchant.js';

/** What a careful shop does about a notification. Each can be left out. */
export const CARES = [
  'verifies',
  'reads-names-once',
  'knows-itself',
  'compares-amounts',
  'compares-currencies',
  'knows-its-orders',
  'waits-for-success',
  'tells-authorizations',
  'asks-about-payouts',
  'limits-bodies',
  'claims',
  'remembers-copies',
  'remembers-transactions',
  'acknowledges',
] as const;

export type Care = (typeof CARES)[number];

const ACK = '{"ret_code":"0000","ret_msg":"ok"}';
const MAX_BYTES = 64 * 1024;
/** How long the work of a paid order takes: long enough for another copy to come in, and for all of them where none is remembered. */
const WORK_MS = 20;
const WORK_FOR_ALL_MS = 400;

/** A shop without the library: forty lines of what everybody writes, with each care that is one's own to take. */
export class OwnShop {
  readonly orders = new Map<
    string,
    { money: string; paidBy?: string; shipped: number; isClaimed?: boolean }
  >();
  private readonly server: Server;
  private isStuck = false;
  /** What acknowledges. */
  ack = ACK;
  /** How long after its acknowledgement it ships, as a shop with a queue does; 0 ships first. */
  shipsAfterMs = 0;

  private constructor(
    private readonly lianlianPublicKey: KeyObject,
    private readonly oid_partner: string,
    private readonly cares: ReadonlySet<Care>,
  ) {
    this.server = createServer((request, response) => {
      void this.serve(request, response).catch(() => {
        response.writeHead(500).end('{"ret_code":"9999"}');
      });
    });
  }

  static async open(key: KeyObject, oid_partner: string, cares: readonly Care[] = CARES): Promise<OwnShop> {
    const shop = new OwnShop(key, oid_partner, new Set(cares));
    await new Promise<void>((resolve) => shop.server.listen(0, '127.0.0.1', resolve));
    return shop;
  }

  get origin(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  get notifyUrl(): string {
    return `${this.origin}/notify`;
  }

  /** For `--status`, and what it matches. */
  readonly paid = '"shipped":(?<times>[0-9]+)';
  get statusUrl(): string {
    return `${this.origin}/orders/{no_order}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') {
      const order = this.orders.get(request.url?.split('/').at(-1) ?? '');
      response.end(JSON.stringify({ shipped: order?.shipped ?? 0 }));
      return;
    }
    if (this.isStuck) return;
    if (request.url !== '/notify') {
      response.writeHead(404).end();
      return;
    }
    const body = await this.read(request);
    if (body === undefined) {
      response.writeHead(413, { connection: 'close' }).end();
      return;
    }
    const status = await this.notified(body);
    response
      .writeHead(status)
      .end(status === 200 && this.cares.has('acknowledges') ? this.ack : '{"ret_code":"9999"}');
  }

  /** Undefined where it is too long. A shop without a limit stands still afterwards, as one without memory does. */
  private async read(request: IncomingMessage): Promise<string | undefined> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= MAX_BYTES) chunks.push(chunk);
    }
    if (size <= MAX_BYTES) return Buffer.concat(chunks).toString('utf8');
    this.isStuck = !this.cares.has('limits-bodies');
    return undefined;
  }

  private async notified(body: string): Promise<number> {
    const has = (care: Care): boolean => this.cares.has(care);
    const fields = JSON.parse(body) as Fields;
    const names = [...body.matchAll(/"(\w+)":/g)].map(([, name]) => name);
    if (has('reads-names-once') && new Set(names).size < names.length) return 400;
    if (has('verifies') && !this.isVerified(fieldsAsSigned(body, fields, has('reads-names-once'))))
      return 401;
    const { no_order = '', oid_paybill, money_order, result_pay, pay_type, currency_order = 'CNY' } = fields;
    if (has('knows-itself') && fields['oid_partner'] !== this.oid_partner) return 401;
    if (result_pay === undefined) return fields['no_refund'] === undefined ? 400 : 200;
    const order = this.orders.get(no_order);
    if (order === undefined) return has('knows-its-orders') ? 404 : 200;
    if (has('compares-amounts') && Number(money_order) !== Number(order.money)) return 409;
    if (has('compares-currencies') && currency_order !== 'CNY') return 409;
    if (has('waits-for-success') && result_pay !== 'SUCCESS') return 200;
    if (has('tells-authorizations') && pay_type === 'F') return 200;
    if (has('asks-about-payouts') && pay_type === undefined) return 503;
    if (has('remembers-transactions') && order.paidBy !== undefined && order.paidBy !== oid_paybill)
      return 409;
    if (has('remembers-copies') && order.paidBy === oid_paybill) return 200;
    if (has('claims') && order.isClaimed === true) return 503;
    order.isClaimed = true;
    const workMs = has('remembers-copies') ? WORK_MS : WORK_FOR_ALL_MS;
    await new Promise((resolve) => setTimeout(resolve, workMs));
    order.isClaimed = false;
    if (this.shipsAfterMs === 0) order.shipped += 1;
    else setTimeout(() => (order.shipped += 1), this.shipsAfterMs);
    if (oid_paybill !== undefined) order.paidBy = oid_paybill;
    return 200;
  }

  private isVerified({ sign = '', ...fields }: Fields): boolean {
    const verify = createVerify('RSA-MD5').update(sourceOf(fields), 'utf8');
    return verify.verify(this.lianlianPublicKey, sign, 'base64');
  }
}

/** What is verified: a shop that reads no names twice verifies what it uses, another one what it finds first. */
function fieldsAsSigned(body: string, fields: Fields, isOnce: boolean): Fields {
  if (isOnce) return fields;
  const first: Fields = {};
  for (const [, name = '', value = ''] of body.matchAll(/"(\w+)":"((?:[^"\\]|\\.)*)"/g))
    first[name] ??= value;
  return first;
}
