import type { AppOrder, AppRefund } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';

import { call, type Fields, orders, PATHS, ShopEnd, submit } from './merchant.js';
import { applied } from './payer.js';

/** The merchants of the trading day. */
export const [FIRST, SECOND] = ['201304121000001004', '201403251000001147'] as const;

/** The day in China. */
export const DAY = '20260310';

const HOUR_MS = 60 * 60_000;

type Sandbox = Awaited<ReturnType<typeof openedSandbox>>;

/** A merchant of a sandbox that has several, as the helpers of one merchant take it. */
type AsOne = LianlianSandbox;

/** What the shop's own books say of the day. */
export interface Books {
  readonly orders: AppOrder[];
  readonly refunds: AppRefund[];
}

/**
 * A day on which everything happens that LianLian's books can have: a payment of each product, refunds that succeeded, failed and
 * are under way, authorizations that were captured, cancelled and left, payouts that were paid, failed and returned, dollars, and
 * a second merchant whose order has the number of a first one's. The books are written by hand, from what the shop did.
 */
export class TradingDay {
  readonly books: Books = { orders: [], refunds: [] };

  private constructor(
    readonly sandbox: Sandbox,
    readonly shop: ShopEnd,
  ) {}

  static async open(): Promise<TradingDay> {
    const [sandbox, shop] = await Promise.all([openedSandbox(), ShopEnd.open()]);
    return new TradingDay(sandbox, shop);
  }

  /** Everything of a whole day. */
  async trade(): Promise<void> {
    await this.payments();
    await this.authorizations();
    await this.dollars();
    await this.refunds();
    await this.payouts();
    await this.ofTheOther();
  }

  async close(): Promise<void> {
    await Promise.all([this.sandbox.stop(), this.shop.close()]);
  }

  /** A payment of each product, and an order that nobody paid. */
  private async payments(): Promise<void> {
    const at = this.merchant(FIRST);
    const { url } = this.shop;
    await call(at, PATHS.direct, { ...orders.direct(at, url), no_order: 'direct', money_order: '49.95' });
    await submit(at, PATHS.redirect, {
      ...orders.redirect(at, url),
      no_order: 'redirect',
      money_order: '100.00',
    });
    await submit(at, PATHS.banking, { ...orders.banking(at, url), no_order: 'banking', money_order: '0.50' });
    await submit(at, PATHS.web, { ...orders.web(at, url), no_order: 'web', money_order: '20.10' });
    await submit(at, PATHS.h5, { ...orders.h5(at, url), no_order: 'h5', money_order: '15.00' });
    await call(at, PATHS.unified, { ...orders.unified(at, url), no_order: 'unified', money_order: '33.33' });
    for (const [no_order, money_order] of [
      ['direct', '49.95'],
      ['redirect', '100.00'],
      ['banking', '0.50'],
      ['web', '20.10'],
      ['h5', '15.00'],
      ['unified', '33.33'],
    ] as const) {
      const { oid_paybill } = await this.sandbox.pay(no_order, { oid_partner: FIRST });
      this.books.orders.push({ no_order, money_order, oid_paybill });
    }
    // Free text may hold what separates columns and lines.
    const applied = { no_order: 'easypay', money_order: '210.90', info_order: '红色 | 两件,\n请尽快' };
    const { fields } = await call(at, PATHS.apply, { ...orders.apply(at, url), ...applied });
    this.books.orders.push({
      no_order: 'easypay',
      money_order: '210.90',
      oid_paybill: fields['oid_paybill'],
    });
    await call(at, PATHS.direct, { ...orders.direct(at, url), no_order: 'unpaid', money_order: '8.00' });
    this.books.orders.push({ no_order: 'unpaid', money_order: '8.00', status: 'pending' });
  }

  /** One is captured in part, one is cancelled, one is still held. */
  private async authorizations(): Promise<void> {
    const at = this.merchant(FIRST);
    const about = async (path: string, no_order: string, money_order: string): Promise<Fields> => {
      const dt_order = this.sandbox.transaction(no_order, { oid_partner: FIRST }).dt_order;
      const { fields } = await call(at, path, {
        ...{ oid_partner: FIRST, sign_type: 'RSA', api_version: '1.0', pay_type: 'F', user_id: 'u-1' },
        ...{ no_order, dt_order, money_order },
      });
      return fields;
    };
    for (const no_order of ['captured', 'cancelled', 'held']) {
      await call(at, PATHS.apply, {
        ...orders.apply(at, this.shop.url),
        ...{ no_order, money_order: '300.00', pay_type: 'F' },
      });
    }
    const { oid_paybill } = await about(PATHS.capture, 'captured', '250.00');
    await about(PATHS.cancel, 'cancelled', '300.00');
    this.books.orders.push({ no_order: 'captured', money_order: '250.00', oid_paybill });
    this.books.orders.push({ no_order: 'cancelled', money_order: '300.00', status: 'closed' });
    this.books.orders.push({ no_order: 'held', money_order: '300.00', status: 'authorized' });
  }

  private async dollars(): Promise<void> {
    const at = this.merchant(FIRST);
    const { fields } = await call(at, PATHS.exchangeApply, {
      ...orders.exchange(at, this.shop.url),
      no_order: 'dollars',
    });
    this.books.orders.push({
      ...{ no_order: 'dollars', money_order: '29.90', currency_order: 'USD' },
      oid_paybill: fields['oid_paybill'],
    });
  }

  /** Whole and partial ones, one in dollars, one that failed, and one that is under way. */
  private async refunds(): Promise<void> {
    const book = async (
      no_order: string,
      amount: string,
      status: NonNullable<AppRefund['status']>,
      currency_order?: string,
    ): Promise<void> => {
      const { no_refund } = await this.sandbox.refund(no_order, amount, { oid_partner: FIRST });
      if (status === 'succeeded') await this.sandbox.completeRefund(no_refund);
      if (status === 'failed') await this.sandbox.failRefund(no_refund);
      this.books.refunds.push({ no_refund, no_order, money_refund: amount, status, currency_order });
    };
    await book('direct', '49.95', 'succeeded');
    await book('redirect', '30.00', 'succeeded');
    await book('redirect', '20.00', 'succeeded');
    await book('captured', '50.00', 'succeeded');
    await book('dollars', '9.90', 'succeeded', 'USD');
    await book('web', '1.00', 'failed');
    await book('h5', '2.00', 'processing');
  }

  private async payouts(): Promise<void> {
    const at = this.merchant(FIRST);
    for (const [index, no_order] of ['paid', 'failed', 'returned', 'open'].entries()) {
      const card_no = `621700000000000${String(1000 + index)}`;
      await applied(at, this.shop.url, { no_order, card_no });
    }
    await this.sandbox.payouts.complete('paid');
    await this.sandbox.payouts.fail('failed');
    await this.sandbox.payouts.complete('returned');
    await this.sandbox.payouts.returnMoney('returned');
  }

  private async ofTheOther(): Promise<void> {
    const at = this.merchant(SECOND);
    await call(at, PATHS.direct, {
      ...orders.direct(at, this.shop.url),
      no_order: 'direct',
      money_order: '7.00',
    });
    await this.sandbox.pay('direct', { oid_partner: SECOND });
  }

  private merchant(oidPartner: string): AsOne {
    const { merchants, gateway } = this.sandbox.options;
    const options = merchants.find((each) => each.oidPartner === oidPartner);
    return { url: gateway, clock: this.sandbox.clock, options } as unknown as AsOne;
  }
}

function openedSandbox() {
  return LianlianSandbox.start({
    modulusLength: 1024,
    now: new Date('2026-03-10T04:00:00Z'),
    refundMs: HOUR_MS,
    payoutMs: HOUR_MS,
    merchants: [
      { oidPartner: FIRST, smsFlow: false },
      { oidPartner: SECOND, smsFlow: false },
    ],
  });
}
