import { Controller, Module } from '@nestjs/common';
import {
  type ExpectedPayment,
  type ExpectsPayments,
  LianlianController,
  LianlianModule,
  LianlianNotification,
  LianlianNotify,
  type PaymentNotification,
  type RefundNotification,
} from 'nestjs-lianlian';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { freePort } from '../../../sample-app/src/free-port.js';
import { type Adapter, ADAPTERS, startApp } from '../../support/adapters.js';
import { call, orders, PATHS, startSandbox } from '../sandbox/support/merchant.js';
import { SampleShop } from '../shop/support/sample-shop.js';

const MONEY = '210.90';

/** A Nest shop by the guide, in both ways to write it, with and without the transaction that paid. */
function shopOf(shape: 'mixin' | 'decorators', shipped: string[]): new () => object {
  const paidBy = new Map<string, string>();
  const expected = (no_order: string): ExpectedPayment | null =>
    no_order === 'o-1'
      ? { money_order: MONEY, authorization: false, oid_paybill: paidBy.get(no_order) }
      : null;
  const ship = ({ no_order, oid_paybill }: PaymentNotification): void => {
    shipped.push(no_order);
    paidBy.set(no_order, oid_paybill);
  };

  @Controller()
  class Mixed extends LianlianController() {
    override expectedPayment = expected;
    override onPayment = ship;
    override onRefund(): void {
      throw new Error('nobody has refunded anything');
    }
  }

  @Controller()
  class Decorated implements ExpectsPayments {
    expectedPayment = expected;

    @LianlianNotify('notify')
    notified(@LianlianNotification() notification: PaymentNotification | RefundNotification): void {
      if (notification.kind === 'payment') ship(notification);
    }
  }
  return shape === 'mixin' ? Mixed : Decorated;
}

describe.each(ADAPTERS)('a shop that uses the library, on %s', (adapter: Adapter) => {
  let sandbox: LianlianSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it.each(['mixin', 'decorators'] as const)('stands all of it, by %s', async (shape) => {
    const shipped: string[] = [];
    const port = await freePort(0, '127.0.0.1');
    const notifyUrl = `http://127.0.0.1:${String(port)}/notify`;

    @Module({
      imports: [
        LianlianModule.forRoot({ ...sandbox.options, notifyUrl, payoutNotifyUrl: `${notifyUrl}-payouts` }),
      ],
      controllers: [shopOf(shape, shipped)],
    })
    class App {}

    const { app, url } = await startApp(App, adapter);
    await call(sandbox, PATHS.direct, orders.direct(sandbox, `${url}/notify`));
    const { rows, no_order } = await sandbox.attack('o-1', { shipped: () => shipped.length });
    expect(rows.filter(({ verdict }) => verdict !== 'held')).toEqual([]);
    expect([no_order, rows.length, shipped]).toEqual(['o-1', 19, ['o-1']]);
    await app.close();
    await fetch(`${sandbox.url}/_sandbox/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
  });
});

describe('the sample shop', () => {
  it('stands all of it, as its own pages tell', async () => {
    const shop = await SampleShop.open({ kind: 'memory' });
    const no_order = await shop.order();
    await shop.askForQrCode(no_order);
    const card = await shop.sandbox.attack(no_order, {
      status_url: `${shop.origin}/orders/{no_order}`,
      paid: 'data-testid="paid"',
    });
    expect(card.rows.filter(({ verdict }) => verdict !== 'held')).toEqual([]);
    expect(card.rows).toHaveLength(19);
    expect(await shop.payment(no_order)).toMatchObject({ status: 'paid' });
    await shop.close();
  });
});
