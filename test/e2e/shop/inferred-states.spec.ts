import type { AddressInfo } from 'node:net';

import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { RefundNotification } from 'nestjs-lianlian';
import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { adminOrderPage } from '../../../sample-app/src/admin/admin-order.page.js';
import { AppModule } from '../../../sample-app/src/app.module.js';
import { CardPaymentService } from '../../../sample-app/src/checkout/card-payment.service.js';
import { CheckoutService } from '../../../sample-app/src/checkout/checkout.service.js';
import { freePort } from '../../../sample-app/src/free-port.js';
import { sandboxLianlian } from '../../../sample-app/src/lianlian.js';
import { DepositsService } from '../../../sample-app/src/orders/deposits.service.js';
import { OrdersService } from '../../../sample-app/src/orders/orders.service.js';
import { PaymentCheckService } from '../../../sample-app/src/orders/payment-check.service.js';
import { ProductsService } from '../../../sample-app/src/products/products.service.js';
import type { Refund } from '../../../sample-app/src/refunds/refund.js';
import { RefundsRepository } from '../../../sample-app/src/refunds/refunds.repository.js';
import { refundableFen, RefundsService } from '../../../sample-app/src/refunds/refunds.service.js';
import { RecordingLogger } from '../../support/recording-logger.js';

const PAYER = { ip: '203.0.113.9', isPhone: false };
const PRICE = 4995;

let sandbox: LianlianSandbox;
let app: INestApplication;
let orders: OrdersService;
let refunds: RefundsService;
const logger = new RecordingLogger();

beforeEach(async () => {
  logger.clear();
  // Refunds take their time: each test says how they end.
  sandbox = await LianlianSandbox.start({ refundMs: 3_600_000 });
  const port = await freePort(0);
  const origin = `http://127.0.0.1:${String(port)}`;
  const settings = { origin, sandboxUrl: sandbox.url, operatorPassword: 'open-sesame' };
  const module = AppModule.forRoot(settings, { kind: 'memory' }, sandboxLianlian(sandbox, origin));
  app = await NestFactory.create(module, { logger, abortOnError: false });
  await app.listen(port, '127.0.0.1');
  expect((app.getHttpServer().address() as AddressInfo).port).toBe(port);
  orders = app.get(OrdersService, { strict: false });
  refunds = app.get(RefundsService, { strict: false });
});
afterEach(async () => {
  await app.close();
  await sandbox.stop();
});

async function ordered(): Promise<string> {
  const product = app.get(ProductsService, { strict: false }).get('oolong-tea');
  return (await orders.create('visitor-1', product, 1)).no_order;
}

async function paid(): Promise<string> {
  const no_order = await ordered();
  await tryToPay(no_order);
  await sandbox.pay(no_order, { requireAck: true });
  return no_order;
}

async function tryToPay(no_order: string): Promise<void> {
  await app.get(CheckoutService, { strict: false }).qrCode(await orders.get(no_order), 'wechat', PAYER);
}

/** LianLian's error for the next refund that it makes all the same. */
const errorAfter = (ret_code: string) =>
  sandbox.scenario({ fault: 'ret-code', ret_code, api: 'refund.apply', when: 'after', times: 1 });
const errorBefore = (ret_code: string) =>
  sandbox.scenario({ fault: 'ret-code', ret_code, api: 'refund.apply', when: 'before', times: 1 });

const statusesOf = async (no_order: string): Promise<string[]> =>
  (await refunds.of(no_order)).map(({ status }) => status);
const left = async (no_order: string): Promise<number> =>
  refundableFen(await orders.get(no_order), await refunds.of(no_order));
const page = async (no_order: string): Promise<string> =>
  adminOrderPage(await orders.get(no_order), await refunds.of(no_order)).content.in('en');

async function only(no_order: string): Promise<Refund> {
  const [refund, ...more] = await refunds.of(no_order);
  if (refund === undefined || more.length > 0) throw new Error('not one refund');
  return refund;
}

/** 5005 says that it failed and to query; 5007 says that LianLian refused. Both were made in truth. */
describe.each([
  ['5005', 'unknown'],
  ['5007', 'refused'],
])('a refund that ended in the error %s, and was made all the same', (ret_code, status) => {
  it.each(['notification', 'query'])('is made once: the %s overrules the error', async (word) => {
    const no_order = await paid();
    errorAfter(ret_code);
    await refunds.refund(no_order, '20.00');
    expect(await statusesOf(no_order)).toEqual([status]);
    // The same money is not offered again.
    expect(await left(no_order)).toBe(PRICE - 2000);
    await expect(refunds.refund(no_order, '49.95')).rejects.toThrow(/29\.95/);
    expect(await page(no_order)).toContain('data-testid="check-refund"');

    const { no_refund } = await only(no_order);
    if (word === 'query') {
      sandbox.scenario({ fault: 'dropped', kind: 'refund' });
      await sandbox.completeRefund(no_refund);
      await refunds.check(no_refund);
    } else await sandbox.completeRefund(no_refund);
    expect(await statusesOf(no_order)).toEqual(['succeeded']);
    expect(await left(no_order)).toBe(PRICE - 2000);
    expect(sandbox.refunds(no_order)).toHaveLength(1);
    expect(logger.texts('error')).toEqual([]);
  });

  it('is refunded anew only once LianLian says that it failed', async () => {
    const no_order = await paid();
    errorAfter(ret_code);
    await refunds.refund(no_order, '20.00');
    const { no_refund } = await only(no_order);
    await refunds.check(no_refund);
    expect(await statusesOf(no_order)).toEqual(['processing']);
    expect(await left(no_order)).toBe(PRICE - 2000);
    sandbox.scenario({ fault: 'dropped', kind: 'refund' });
    await sandbox.failRefund(no_refund);
    await refunds.check(no_refund);
    expect(await statusesOf(no_order)).toEqual(['failed']);
    expect(await left(no_order)).toBe(PRICE);
  });
});

describe('an error that comes later than what LianLian says', () => {
  it.each([
    ['1', 'processing'],
    ['2', 'succeeded'],
    ['3', 'failed'],
  ])('changes nothing: sta_refund %s', async (sta_refund, status) => {
    const no_order = await paid();
    sandbox.scenario({ fault: 'slow', ms: 500, api: 'refund.apply', times: 1 });
    const sent = refunds.refund(no_order, '20.00');
    await expect.poll(() => statusesOf(no_order)).toEqual(['new']);
    const { no_refund } = await only(no_order);
    await refunds.notified({ no_refund, sta_refund } as RefundNotification);
    // Whatever the response is, only its error reaches the table.
    await app.get(RefundsRepository, { strict: false }).infer(no_refund, 'refused', 'an error');
    expect(await statusesOf(no_order)).toEqual([status]);
    await sent;
    expect(await statusesOf(no_order)).toEqual([status === 'processing' ? 'initialized' : status]);
  });
});

describe('a refund that LianLian refused and does not have', () => {
  it('has failed as soon as LianLian was asked, and is not sent again', async () => {
    const no_order = await paid();
    errorBefore('5007');
    await refunds.refund(no_order, '20.00');
    expect(await statusesOf(no_order)).toEqual(['refused']);
    expect(await left(no_order)).toBe(PRICE - 2000);
    await refunds.check((await only(no_order)).no_refund);
    expect(await statusesOf(no_order)).toEqual(['failed']);
    expect(await left(no_order)).toBe(PRICE);
    expect(sandbox.refunds(no_order)).toEqual([]);
  });
});

describe('a refund that LianLian calls failed', () => {
  it('stays so for news that it is under way, and is made if LianLian says so later: loudly, if it was made twice', async () => {
    const no_order = await paid();
    await refunds.refund(no_order, '40.00');
    const first = await only(no_order);
    const say = (sta_refund: string) =>
      refunds.notified({ no_refund: first.no_refund, sta_refund } as Parameters<
        RefundsService['notified']
      >[0]);
    await say('3');
    await say('1');
    expect(await statusesOf(no_order)).toEqual(['failed']);
    expect(await page(no_order)).not.toContain('refunded-too-much');

    sandbox.scenario({ fault: 'dropped', kind: 'refund' });
    await sandbox.failRefund(first.no_refund);
    await refunds.refund(no_order, '40.00');
    await say('2');
    expect((await statusesOf(no_order)).sort()).toEqual(['initialized', 'succeeded']);
    expect(await left(no_order)).toBe(PRICE - 8000);
    expect(logger.texts('error').join()).toContain('30.05 yuan more than was paid');
    expect(await page(no_order)).toContain('refunded-too-much');
    expect(await page(no_order)).toContain('30.05');
    expect(await page(no_order)).not.toContain('data-testid="refund"');
  });
});

describe('a payment that an error called failed', () => {
  it('is paid as soon as LianLian says so', async () => {
    const no_order = await ordered();
    sandbox.scenario({
      fault: 'ret-code',
      ret_code: '1100',
      api: 'aggregate.direct',
      when: 'after',
      times: 1,
    });
    await tryToPay(no_order);
    expect((await orders.get(no_order)).payment.status).toBe('failed');
    expect(await page(no_order)).toContain('data-testid="check"');
    sandbox.scenario({ fault: 'dropped', kind: 'payment' });
    await sandbox.pay(no_order);
    await app.get(PaymentCheckService, { strict: false }).check(await orders.get(no_order));
    expect((await orders.get(no_order)).payment.status).toBe('paid');
  });

  it.each(['confirmed', 'processing', 'unknown'] as const)(
    'does not undo %s, which came meanwhile',
    async (status) => {
      const no_order = await ordered();
      await orders.setPayment(no_order, { status });
      sandbox.scenario({ fault: 'ret-code', ret_code: '1100', api: 'aggregate.direct', times: 1 });
      await tryToPay(no_order);
      expect((await orders.get(no_order)).payment.status).toBe(status);
    },
  );
});

describe('a deposit whose charge ended in an error', () => {
  async function held(): Promise<string> {
    const product = app.get(ProductsService, { strict: false }).get('racket-rental');
    const { no_order } = await orders.create('visitor-2', product, 1);
    const cards = app.get(CardPaymentService, { strict: false });
    const card = {
      card_no: TEST_CARDS.pays,
      acct_name: '张三',
      id_no: '110101199003070038',
      bind_mob: '13800138000',
    };
    const applied = await cards.apply(await orders.get(no_order), card, PAYER);
    if (applied.status !== 'awaiting-code') throw new Error(applied.status);
    await cards.verify(await orders.get(no_order), applied.token, sandbox.smsCode(no_order));
    await sandbox.delivered(no_order);
    return no_order;
  }
  const capture = (no_order: string) =>
    app.get(DepositsService, { strict: false }).capture(no_order, '120.00');
  const refuseCapture = (when: 'before' | 'after') =>
    sandbox.scenario({ fault: 'ret-code', ret_code: '1100', api: 'preauth.capture', when, times: 1 });

  it('is charged where LianLian did it all the same', async () => {
    const no_order = await held();
    refuseCapture('after');
    await expect(capture(no_order)).rejects.toThrow();
    expect((await orders.get(no_order)).payment).toMatchObject({ status: 'captured', amount: '120.00' });
  });

  it('is held where LianLian says so', async () => {
    const no_order = await held();
    refuseCapture('before');
    await expect(capture(no_order)).rejects.toThrow();
    expect((await orders.get(no_order)).payment).toMatchObject({ status: 'authorized', amount: '300.00' });
  });

  it('stays open while LianLian cannot be asked, and is not charged anew', async () => {
    const no_order = await held();
    refuseCapture('after');
    sandbox.scenario({ fault: 'bad-gateway', api: 'preauth.query' });
    await expect(capture(no_order)).rejects.toThrow();
    expect((await orders.get(no_order)).payment).toMatchObject({ status: 'capturing' });
    expect(await page(no_order)).toContain('data-testid="check"');
    await expect(capture(no_order)).rejects.toThrow();
  });
});
