import { createPrivateKey, randomUUID } from 'node:crypto';

import { expect, it } from 'vitest';

import { ACK, FORM, form, get, post } from '../../../support/http.js';
import { signedByLianlian } from '../../../support/lianlian-signs.js';
import type { Example } from './example.js';
import { untilHandlerWaits } from './waiting.js';

/** The fields of the page that takes a payer to LianLian. */
export function fieldsOf(html: string): Record<string, string> {
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  const plain = (text: string) =>
    text.replace(/&#(\d+);/g, (_all, code) => String.fromCodePoint(Number(code)));
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, plain(value)]));
}

const ago = (minutes: number): Date => new Date(Math.floor(Date.now() / 1000 - minutes * 60) * 1000);

/** `yyyyMMddHHmmss` in China. */
const chinaTime = (date: Date): string =>
  new Date(date.getTime() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);

/** What a payer, LianLian and those who would like to be LianLian do with the shop of an example. */
export class Payments {
  constructor(private readonly example: Example) {}

  get notifyUrl(): string {
    return `${this.example.url}/payments/notify`;
  }

  /** Buys, and gets the page that leads to LianLian. */
  async order(): Promise<Record<string, string>> {
    const page = await post(`${this.example.url}/orders`, '', null);
    expect(page.status, page.text).toBe(201);
    return fieldsOf(page.text);
  }

  /** Buys, and comes to LianLian's cashier. Returns the order's number. */
  async buy(): Promise<string> {
    const fields = await this.order();
    await this.goToCashier(fields);
    return fields['no_order'] ?? '';
  }

  private async goToCashier(fields: Record<string, string>): Promise<void> {
    const cashier = await post(`${this.example.sandbox.url}/aggregateweb/gateway.htm`, form(fields), FORM);
    expect(cashier.text).toContain('49.95');
  }

  /** Pays while the order's row is locked: its handler waits in the shop until the row is let go. */
  async payHeldUp(no_order: string): Promise<{ readonly paid: Promise<unknown>; letGo(): Promise<unknown> }> {
    const { sandbox, sql } = this.example;
    await sql.query('BEGIN');
    await sql.query('SELECT 1 FROM orders WHERE id = $1 FOR UPDATE', [no_order]);
    const paid = sandbox.pay(no_order);
    await untilHandlerWaits(this.example);
    return { paid, letGo: () => sql.query('COMMIT') };
  }

  /** An order of ten minutes ago, paid, whose notification went to where nobody is. */
  async paidUnheard(): Promise<string> {
    const no_order = `lost${randomUUID().slice(0, 8)}`;
    const created = ago(10);
    const { sign: _sign, ...fields } = await this.order();
    const changed = {
      ...fields,
      no_order,
      dt_order: chinaTime(created),
      notify_url: 'http://127.0.0.1:9/gone',
    };
    const { sandbox, sql } = this.example;
    await this.goToCashier(signedByLianlian(changed, createPrivateKey(sandbox.options.privateKey)));
    await sql.query('INSERT INTO orders (id, amount, created_at) VALUES ($1, $2, $3)', [
      no_order,
      '49.95',
      created,
    ]);
    await sandbox.pay(no_order);
    expect(sandbox.deliveries(no_order).map(({ acknowledged }) => acknowledged)).toEqual([false]);
    return no_order;
  }

  /** What the database says of an order: LianLian's transaction, and how often its handler ran. */
  async kept(no_order: string): Promise<{ paid_by: string | null; parcels: number }> {
    const { rows } = await this.example.sql.query<{ paid_by: string | null; parcels: number }>(
      `SELECT paid_by, (SELECT count(*)::int FROM parcels WHERE order_id = orders.id) AS parcels
       FROM orders WHERE id = $1`,
      [no_order],
    );
    return rows[0] ?? { paid_by: null, parcels: -1 };
  }
}

/** What an example does with requests, however they come to it. */
export function itTakesPayments(exampleOf: () => Example): void {
  it('takes a payment, acknowledges it byte for byte, and handles its copies once', async () => {
    const { sandbox } = exampleOf();
    const payments = new Payments(exampleOf());
    const no_order = await payments.buy();
    expect(await payments.kept(no_order)).toEqual({ paid_by: null, parcels: 0 });
    await sandbox.pay(no_order);
    for (let copies = 0; copies < 3; copies += 1) await sandbox.deliver(no_order);
    const acknowledged = { status: 200, response: ACK, acknowledged: true };
    expect(sandbox.deliveries(no_order)).toMatchObject(Array.from({ length: 4 }, () => acknowledged));
    // The bytes of these are what the signature is over.
    expect(sandbox.notification(no_order)).toMatchObject({ info_order: '羽毛球，12只装' });
    const paid = { paid_by: sandbox.notification(no_order)['oid_paybill'], parcels: 1 };
    expect(await payments.kept(no_order)).toEqual(paid);

    const copy = await post(payments.notifyUrl, sandbox.notification(no_order));
    expect(copy).toMatchObject({ status: 200, text: ACK });
    expect(copy.headers.get('content-type')).toBe('application/json;charset=utf-8');
    expect(await payments.kept(no_order)).toEqual(paid);
  });

  it('refuses what LianLian did not sign, and what is no notification, and handles nothing', async () => {
    const { sandbox } = exampleOf();
    const payments = new Payments(exampleOf());
    const no_order = await payments.paidUnheard();
    const refused: Record<string, number | undefined> = {};
    for (const how of ['tampered', 'foreign-key', 'unsigned', 'wrong-amount'] as const) {
      const message = await sandbox.deliver(no_order, { how });
      refused[how] = (await post(payments.notifyUrl, message.body)).status;
    }
    expect(refused).toEqual({ tampered: 401, 'foreign-key': 401, unsigned: 401, 'wrong-amount': 409 });
    for (const body of ['{}', '{"no_order":', '']) {
      expect((await post(payments.notifyUrl, body)).status).toBe(400);
    }
    expect(await payments.kept(no_order)).toEqual({ paid_by: null, parcels: 0 });
    // The very same order, by the message that is LianLian's.
    expect(await post(payments.notifyUrl, sandbox.notification(no_order))).toMatchObject({ text: ACK });
    expect((await payments.kept(no_order)).parcels).toBe(1);
  });

  it('sends payers on who come back by form, and believes only what LianLian signed', async () => {
    const { sandbox, url } = exampleOf();
    const no_order = await new Payments(exampleOf()).buy();
    await sandbox.pay(no_order);
    const message = { ...sandbox.notification(no_order) };
    const back = (body: string) => post(`${url}/payments/return?lang=zh`, body, FORM);
    const arrived = async (body: string) => (await back(body)).headers.get('location');
    expect((await back(form(message))).status).toBe(303);
    expect(await arrived(form(message))).toBe(`/orders/${no_order}`);
    expect(await arrived(form({ res_data: JSON.stringify(message) }))).toBe(`/orders/${no_order}`);
    expect(await arrived(form({ ...message, info_order: '羽毛球' }))).toBe('/orders');
    const given = await get(`${url}/payments/return`);
    expect([given.status, given.headers.get('location')]).toEqual([303, '/orders']);
  });
}

/** What its instances do together. */
export function itHandlesOnce(exampleOf: () => Example): void {
  it('handles copies that come at once, once', async () => {
    const { sandbox } = exampleOf();
    const payments = new Payments(exampleOf());
    const no_order = await payments.paidUnheard();
    const message = sandbox.notification(no_order);
    const copies = Array.from({ length: 8 }, () => post(payments.notifyUrl, message));
    const statuses = new Set((await Promise.all(copies)).map(({ status }) => status));
    // Those that come while it is in hand are asked to come again.
    statuses.delete(503);
    expect([...statuses]).toEqual([200]);
    expect((await payments.kept(no_order)).parcels).toBe(1);
  });
}
