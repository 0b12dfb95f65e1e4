import type { RefundNotification } from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { adminOrderPage } from '../../../sample-app/src/admin/admin-order.page.js';
import { DepositsService } from '../../../sample-app/src/orders/deposits.service.js';
import { PaymentCheckService } from '../../../sample-app/src/orders/payment-check.service.js';
import type { Refund } from '../../../sample-app/src/refunds/refund.js';
import { RefundsRepository } from '../../../sample-app/src/refunds/refunds.repository.js';
import { refundableFen } from '../../../sample-app/src/refunds/refund-sums.js';
import { RefundsService } from '../../../sample-app/src/refunds/refunds.service.js';
import { SampleShop } from './support/sample-shop.js';

const PRICE = 4995;

let shop: SampleShop;
beforeAll(async () => {
  shop = await SampleShop.open({ kind: 'memory' });
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.logger.clear();
  shop.sandbox.scenarios.clear();
});

/** LianLian's error for the next refund that it makes all the same. */
const errorAfter = (ret_code: string) =>
  shop.sandbox.scenario({ fault: 'ret-code', ret_code, api: 'refund.apply', when: 'after', times: 1 });
const errorBefore = (ret_code: string) =>
  shop.sandbox.scenario({ fault: 'ret-code', ret_code, api: 'refund.apply', when: 'before', times: 1 });

const statusesOf = async (no_order: string): Promise<string[]> =>
  (await shop.refunds.of(no_order)).map(({ status }) => status);
const left = async (no_order: string): Promise<number> =>
  refundableFen(await shop.orders.get(no_order), await shop.refunds.of(no_order));

async function only(no_order: string): Promise<Refund> {
  const [refund, ...more] = await shop.refunds.of(no_order);
  if (refund === undefined || more.length > 0) throw new Error('not one refund');
  return refund;
}

/** 5005 says that it failed and to query; 5007 says that LianLian refused. Both were made in truth. */
describe.each([
  ['5005', 'unknown'],
  ['5007', 'refused'],
])('a refund that ended in the error %s, and was made all the same', (ret_code, status) => {
  it.each(['notification', 'query'])('is made once: the %s overrules the error', async (word) => {
    const no_order = await shop.paid();
    errorAfter(ret_code);
    await shop.refunds.refund(no_order, '20.00');
    expect(await statusesOf(no_order)).toEqual([status]);
    // The same money is not offered again.
    expect(await left(no_order)).toBe(PRICE - 2000);
    await expect(shop.refunds.refund(no_order, '49.95')).rejects.toThrow(/29\.95/);
    expect(await shop.adminPage(no_order)).toContain('data-testid="check-refund"');

    const { no_refund } = await only(no_order);
    if (word === 'query') {
      shop.sandbox.scenario({ fault: 'dropped', kind: 'refund' });
      await shop.sandbox.completeRefund(no_refund);
      await shop.refunds.check(no_refund);
    } else await shop.sandbox.completeRefund(no_refund);
    expect(await statusesOf(no_order)).toEqual(['succeeded']);
    expect(await left(no_order)).toBe(PRICE - 2000);
    expect(shop.sandbox.refunds(no_order)).toHaveLength(1);
    expect(shop.logger.texts('error')).toEqual([]);
  });

  it('is refunded anew only once LianLian says that it failed', async () => {
    const no_order = await shop.paid();
    errorAfter(ret_code);
    await shop.refunds.refund(no_order, '20.00');
    const { no_refund } = await only(no_order);
    await shop.refunds.check(no_refund);
    expect(await statusesOf(no_order)).toEqual(['processing']);
    expect(await left(no_order)).toBe(PRICE - 2000);
    shop.sandbox.scenario({ fault: 'dropped', kind: 'refund' });
    await shop.sandbox.failRefund(no_refund);
    await shop.refunds.check(no_refund);
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
    const no_order = await shop.paid();
    shop.sandbox.scenario({ fault: 'slow', ms: 500, api: 'refund.apply', times: 1 });
    const sent = shop.refunds.refund(no_order, '20.00');
    await expect.poll(() => statusesOf(no_order)).toEqual(['new']);
    const { no_refund } = await only(no_order);
    await shop.refunds.notified({ no_refund, sta_refund } as RefundNotification);
    // Whatever the response is, only its error reaches the table.
    await shop.get(RefundsRepository).infer(no_refund, 'refused', 'an error');
    expect(await statusesOf(no_order)).toEqual([status]);
    await sent;
    expect(await statusesOf(no_order)).toEqual([status === 'processing' ? 'initialized' : status]);
  });
});

describe('a refund that LianLian refused and does not have', () => {
  it('has failed as soon as LianLian was asked, and is not sent again', async () => {
    const no_order = await shop.paid();
    errorBefore('5007');
    await shop.refunds.refund(no_order, '20.00');
    expect(await statusesOf(no_order)).toEqual(['refused']);
    expect(await left(no_order)).toBe(PRICE - 2000);
    await shop.refunds.check((await only(no_order)).no_refund);
    expect(await statusesOf(no_order)).toEqual(['failed']);
    expect(await left(no_order)).toBe(PRICE);
    expect(shop.sandbox.refunds(no_order)).toEqual([]);
  });
});

describe('what the payer is told of a refund', () => {
  const told = async (no_order: string, language: 'zh' | 'en'): Promise<string> =>
    (await fetch(`${shop.origin}/orders/${no_order}`, { headers: { 'accept-language': language } })).text();

  it.each(['5005', '5007'])('is that it is being checked, after the error %s', async (ret_code) => {
    const no_order = await shop.paid();
    errorBefore(ret_code);
    await shop.refunds.refund(no_order, '20.00');
    const [en, zh] = [await told(no_order, 'en'), await told(no_order, 'zh')];
    expect(en).toContain('Being checked');
    expect(en).toContain('The shop is checking this refund with LianLian.');
    expect(en).not.toMatch(/Refused|ask LianLian|goes back/);
    expect(zh).toContain('核实中');
    expect(zh).not.toMatch(/报错|结果未知|退回您/);
  });

  it('is not that money goes back, where none does', async () => {
    const no_order = await shop.paid();
    errorBefore('5007');
    await shop.refunds.refund(no_order, '20.00');
    await shop.refunds.check((await only(no_order)).no_refund);
    expect(await statusesOf(no_order)).toEqual(['failed']);
    const en = await told(no_order, 'en');
    expect(en).toContain('Not refunded');
    expect(en).toContain('This money did not go back.');
    expect(en).not.toContain('goes back');
    expect(await told(no_order, 'zh')).not.toContain('退回您');
    await shop.refunds.refund(no_order, '20.00');
    expect(await told(no_order, 'en')).toContain('Refunded money goes back to the card or wallet');
  });
});

describe('what the operator is told of an error', () => {
  it.each([
    ['5005', '没有收到连连的有效结果'],
    ['5007', '连连报错，或未能发出'],
  ])('is in their language, with the error itself below: %s', async (ret_code, words) => {
    const no_order = await shop.paid();
    errorBefore(ret_code);
    await shop.refunds.refund(no_order, '20.00');
    const { reason = '' } = await only(no_order);
    const page = adminOrderPage(await shop.orders.get(no_order), await shop.refunds.of(no_order));
    expect(page.content.in('zh')).toContain(words);
    const [, open = '', closed = ''] =
      /^([^]*)<details>([^]*)$/.exec(page.content.in('zh').split('退款记录')[1] ?? '') ?? [];
    expect(open).not.toContain(ret_code);
    expect(closed).toContain(ret_code);
    expect(reason).toContain(ret_code);
  });
});

describe('a refund that LianLian calls failed', () => {
  it('stays so for news that it is under way, and is made if LianLian says so later: loudly, if it was made twice', async () => {
    const no_order = await shop.paid();
    await shop.refunds.refund(no_order, '40.00');
    const first = await only(no_order);
    const say = (sta_refund: string) =>
      shop.refunds.notified({ no_refund: first.no_refund, sta_refund } as Parameters<
        RefundsService['notified']
      >[0]);
    await say('3');
    await say('1');
    expect(await statusesOf(no_order)).toEqual(['failed']);
    expect(await shop.adminPage(no_order)).not.toContain('refunded-too-much');

    shop.sandbox.scenario({ fault: 'dropped', kind: 'refund' });
    await shop.sandbox.failRefund(first.no_refund);
    await shop.refunds.refund(no_order, '40.00');
    await say('2');
    expect((await statusesOf(no_order)).sort()).toEqual(['initialized', 'succeeded']);
    expect(await left(no_order)).toBe(PRICE - 8000);
    expect(shop.logger.texts('error').join()).toContain('CN¥30.05 more than was paid');
    expect(await shop.adminPage(no_order)).toContain('refunded-too-much');
    expect(await shop.adminPage(no_order)).toContain('30.05');
    expect(await shop.adminPage(no_order)).not.toContain('data-testid="refund"');
  });
});

describe('a payment that an error called failed', () => {
  it('is paid as soon as LianLian says so', async () => {
    const no_order = await shop.order();
    shop.sandbox.scenario({
      fault: 'ret-code',
      ret_code: '1100',
      api: 'aggregate.direct',
      when: 'after',
      times: 1,
    });
    await shop.askForQrCode(no_order);
    expect((await shop.payment(no_order)).status).toBe('failed');
    expect(await shop.adminPage(no_order)).toContain('data-testid="check"');
    shop.sandbox.scenario({ fault: 'dropped', kind: 'payment' });
    await shop.sandbox.pay(no_order);
    await shop.get(PaymentCheckService).check(await shop.orders.get(no_order));
    expect((await shop.payment(no_order)).status).toBe('paid');
  });

  it.each(['confirmed', 'processing', 'unknown'] as const)(
    'does not undo %s, which came meanwhile',
    async (status) => {
      const no_order = await shop.order();
      await shop.orders.setPayment(no_order, { status });
      shop.sandbox.scenario({ fault: 'ret-code', ret_code: '1100', api: 'aggregate.direct', times: 1 });
      await shop.askForQrCode(no_order);
      expect((await shop.payment(no_order)).status).toBe(status);
    },
  );
});

describe('a deposit whose charge ended in an error', () => {
  const capture = (no_order: string) => shop.get(DepositsService).capture(no_order, '120.00');
  const refuseCapture = (when: 'before' | 'after') =>
    shop.sandbox.scenario({ fault: 'ret-code', ret_code: '1100', api: 'preauth.capture', when, times: 1 });

  it('is charged where LianLian did it all the same', async () => {
    const no_order = await shop.held();
    refuseCapture('after');
    await expect(capture(no_order)).rejects.toThrow();
    expect(await shop.payment(no_order)).toMatchObject({ status: 'captured', amount: '120.00' });
  });

  it('is held where LianLian says so', async () => {
    const no_order = await shop.held();
    refuseCapture('before');
    await expect(capture(no_order)).rejects.toThrow();
    expect(await shop.payment(no_order)).toMatchObject({ status: 'authorized', amount: '300.00' });
  });

  it('stays open while LianLian cannot be asked, and is not charged anew', async () => {
    const no_order = await shop.held();
    refuseCapture('after');
    shop.sandbox.scenario({ fault: 'bad-gateway', api: 'preauth.query' });
    await expect(capture(no_order)).rejects.toThrow();
    expect(await shop.payment(no_order)).toMatchObject({ status: 'capturing' });
    expect(await shop.adminPage(no_order)).toContain('data-testid="check"');
    await expect(capture(no_order)).rejects.toThrow();
  });
});
