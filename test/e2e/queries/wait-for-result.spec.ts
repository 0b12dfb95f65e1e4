import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  LianlianModule,
  LianlianService,
  LianlianSignatureError,
  type PaymentProduct,
} from 'nestjs-lianlian';
import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import { firstValueFrom, toArray } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('queries of a payment, whatever it was made with', () => {
  let sandbox: LianlianSandbox;
  let app: INestApplicationContext;
  let lianlian: LianlianService;
  const dt_order = new Date();
  const payer = {
    user_id: 'u-1',
    busi_partner: '109001',
    name_goods: '羽毛球',
    money_order: '49.95',
    dt_order,
    notify_url: 'http://127.0.0.1:9/notify',
    risk_item: { frms_ware_category: '1009' },
  } as const;
  const reference = (no_order: string, product: PaymentProduct = 'aggregate') => ({
    product,
    no_order,
    dt_order,
  });

  beforeAll(async () => {
    sandbox = await LianlianSandbox.start({ modulusLength: 1024 });
    app = await NestFactory.createApplicationContext(LianlianModule.forRoot(sandbox.options), {
      logger: false,
    });
    lianlian = app.get(LianlianService);
  });
  afterAll(async () => {
    await app.close();
    await sandbox.stop();
  });

  const orderQr = (no_order: string) => lianlian.aggregateDirect.pay({ ...payer, no_order, pay_type: 'I' });

  it('waits for a payment, and tells its states as they change', async () => {
    await orderQr('wait-1');
    const states = firstValueFrom(
      lianlian.queries.waitForResult$(reference('wait-1'), { everyMs: 20 }).pipe(toArray()),
    );
    setTimeout(() => void sandbox.pay('wait-1'), 150);
    expect((await states).map(({ state }) => state)).toEqual(['pending', 'paid']);
    const { state, response } = await lianlian.queries.waitForResult(reference('wait-1'));
    expect([state, response?.money_order]).toEqual(['paid', '49.95']);
  });

  it('ends with the last known state when the time is over', async () => {
    await orderQr('slow-1');
    const { state } = await lianlian.queries.waitForResult(reference('slow-1'), {
      everyMs: 20,
      timeoutMs: 200,
    });
    expect(state).toBe('pending');
  });

  it('tells a failed, an unknown and a closed payment apart', async () => {
    await orderQr('failed-1');
    await sandbox.fail('failed-1');
    expect((await lianlian.queries.find(reference('failed-1'))).state).toBe('failed');
    expect((await lianlian.queries.find(reference('nobody-1'))).state).toBe('not-found');
    expect((await lianlian.queries.find(reference('nobody-1', 'easypay'))).state).toBe('not-found');
  });

  it('asks the query of the product, and takes an authorization for none of a payment', async () => {
    const apply = (no_order: string, pay_type: 'M' | 'F') =>
      lianlian.easypayDirect.apply({
        ...payer,
        no_order,
        pay_type,
        acct_name: '测试',
        id_type: '0',
        id_no: '339005198901194918',
        card_no: TEST_CARDS.pays,
        bind_mob: '13958069593',
      });
    for (const [no_order, pay_type] of [
      ['card-1', 'M'],
      ['hold-1', 'F'],
    ] as const) {
      await apply(no_order, pay_type);
      await sandbox.pay(no_order);
    }
    expect((await lianlian.queries.find(reference('card-1', 'easypay'))).state).toBe('paid');
    expect((await lianlian.queries.find(reference('hold-1', 'easypay'))).state).toBe('authorized');
  });

  it('refuses a response about another amount than the order has', async () => {
    await orderQr('amount-1');
    await sandbox.pay('amount-1');
    const wrong = lianlian.queries.find({ ...reference('amount-1'), money_order: '0.01' });
    await expect(wrong).rejects.toThrow(LianlianSignatureError);
    const right = await lianlian.queries.find({ ...reference('amount-1'), money_order: '49.950' });
    expect(right.state).toBe('paid');
  });
});
