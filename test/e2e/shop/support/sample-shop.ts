import type { Abstract, INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';

import { adminOrderPage } from '../../../../sample-app/src/admin/admin-order.page.js';
import { AppModule } from '../../../../sample-app/src/app.module.js';
import { CardPaymentService } from '../../../../sample-app/src/checkout/card-payment.service.js';
import { CheckoutService } from '../../../../sample-app/src/checkout/checkout.service.js';
import type { DatabaseLocation } from '../../../../sample-app/src/database/database-location.js';
import { ShopDatabase } from '../../../../sample-app/src/database/shop-database.js';
import { freePort } from '../../../../sample-app/src/free-port.js';
import { sandboxLianlian } from '../../../../sample-app/src/lianlian.js';
import { OrdersService } from '../../../../sample-app/src/orders/orders.service.js';
import type { Payment } from '../../../../sample-app/src/orders/payment.js';
import { ProductsService } from '../../../../sample-app/src/products/products.service.js';
import { RefundsService } from '../../../../sample-app/src/refunds/refunds.service.js';
import { RecordingLogger } from '../../../support/recording-logger.js';

const PAYER = { ip: '203.0.113.9', isPhone: false };
const CARD = {
  card_no: TEST_CARDS.pays,
  acct_name: '张三',
  id_no: '110101199003070038',
  bind_mob: '13800138000',
};

export const OPERATOR_PASSWORD = 'open-sesame';

const AUTHORIZATION = `Basic ${Buffer.from(`operator:${OPERATOR_PASSWORD}`).toString('base64')}`;

/** What the shop answers a form in place. */
export interface Told {
  readonly location?: string;
  readonly problem?: string;
  readonly problems?: Readonly<Record<string, string>>;
  readonly confirm?: { readonly question: string; readonly yes: string };
}

/** The sample shop in this process, with a sandbox: what its pages do, without a browser. */
export class SampleShop {
  readonly orders = this.get(OrdersService);
  readonly refunds = this.get(RefundsService);

  private constructor(
    readonly app: INestApplication,
    readonly origin: string,
    readonly sandbox: LianlianSandbox,
    readonly logger: RecordingLogger,
  ) {}

  /** @param running the sandbox of another process of the shop; by default it has one of its own */
  static async open(database: DatabaseLocation, running?: LianlianSandbox): Promise<SampleShop> {
    // Refunds and payouts take their time: each test says how they end.
    const sandbox = running ?? (await LianlianSandbox.start({ refundMs: 3_600_000, payoutMs: 3_600_000 }));
    const port = await freePort(0, '127.0.0.1');
    const origin = `http://127.0.0.1:${String(port)}`;
    const settings = { origin, sandboxUrl: sandbox.url, operatorPassword: OPERATOR_PASSWORD };
    const logger = new RecordingLogger();
    // Rounds of the sweeper are those that a test asks for.
    const sweeper = { enabled: false, olderThanMs: 1, everyMs: 1, perSecond: 1000 };
    const options = { ...sandbox.options, sweeper };
    const module = AppModule.forRoot(settings, database, sandboxLianlian({ options }, origin));
    const app = await NestFactory.create(module, { logger, abortOnError: false });
    await app.listen(port, '127.0.0.1');
    return new SampleShop(app, origin, sandbox, logger);
  }

  get<T>(type: Type<T> | Abstract<T>): T {
    return this.app.get(type, { strict: false });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.sandbox.stop();
  }

  /** As it was before the first payout, and LianLian with it. */
  async clearPayouts(): Promise<void> {
    this.logger.clear();
    await this.forgetAtLianlian();
    await this.get(ShopDatabase).queries.deleteFrom('shop_payouts').execute();
  }

  /** Its sandbox runs on: it is that of another process of the shop, too. */
  leave(): Promise<void> {
    return this.app.close();
  }

  async order(product = 'oolong-tea'): Promise<string> {
    const item = this.get(ProductsService).get(product);
    return (await this.orders.create('visitor-1', item, 1)).no_order;
  }

  async payment(no_order: string): Promise<Payment> {
    return (await this.orders.get(no_order)).payment;
  }

  async askForQrCode(no_order: string): Promise<void> {
    await this.get(CheckoutService).qrCode(await this.orders.get(no_order), 'wechat', PAYER);
  }

  async paid(): Promise<string> {
    const no_order = await this.order();
    await this.askForQrCode(no_order);
    await this.sandbox.pay(no_order, { requireAck: true });
    return no_order;
  }

  /** A deposit of 300.00 that is held on a card. */
  async held(): Promise<string> {
    const no_order = await this.order('racket-rental');
    const cards = this.get(CardPaymentService);
    const applied = await cards.apply(await this.orders.get(no_order), CARD, PAYER);
    if (applied.status !== 'awaiting-code') throw new Error(applied.status);
    await cards.verify(await this.orders.get(no_order), applied.token, this.sandbox.smsCode(no_order));
    await this.sandbox.delivered(no_order);
    return no_order;
  }

  /** As if an order's payment had stood as it does since so much earlier. */
  async later(no_order: string, ms: number): Promise<void> {
    const payment = await this.payment(no_order);
    if (!('since' in payment) || payment.since === undefined) throw new Error(payment.status);
    await this.keep(no_order, { ...payment, since: new Date(Date.parse(payment.since) - ms).toISOString() });
  }

  /** Writes a payment into the database as it is: what a process that died, or an older version, left there. */
  async keep(no_order: string, payment: Payment): Promise<void> {
    await this.get(ShopDatabase)
      .queries.updateTable('shop_orders')
      .set({ payment_status: payment.status, payment: JSON.stringify(payment) })
      .where('no_order', '=', no_order)
      .execute();
  }

  /** LianLian forgets everything: its orders are then those that it never had. */
  async forgetAtLianlian(): Promise<void> {
    await fetch(`${this.sandbox.url}/_sandbox/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
  }

  async adminPage(no_order: string): Promise<string> {
    return adminOrderPage(await this.orders.get(no_order), await this.refunds.of(no_order)).content.in('en');
  }

  /** What a button of the operator's page sends, once they agreed. @returns the status of the response */
  async press(path: string, form: Readonly<Record<string, string>> = {}): Promise<number> {
    return (await this.send(path, { confirmed: 'yes', ...form })).status;
  }

  /** What `assets/forms.js` sends and is told: a question, a problem, or where to go. */
  async ask(path: string, form: Readonly<Record<string, string>> = {}): Promise<Told> {
    return (await (await this.send(path, form, 'application/json')).json()) as Told;
  }

  /** A page of the operator's, in English. */
  async operatorPage(path: string): Promise<string> {
    const headers = { authorization: AUTHORIZATION, 'accept-language': 'en' };
    return (await fetch(`${this.origin}/admin/${path}`, { headers })).text();
  }

  private send(
    path: string,
    form: Readonly<Record<string, string>>,
    accept = 'text/html',
  ): Promise<Response> {
    return fetch(`${this.origin}/admin/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { authorization: AUTHORIZATION, origin: this.origin, accept, 'accept-language': 'en' },
      body: new URLSearchParams(form),
    });
  }
}
