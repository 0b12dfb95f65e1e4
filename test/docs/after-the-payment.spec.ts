import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LianlianModule, LianlianService } from 'nestjs-lianlian';
import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { Gate } from '../e2e/shop/support/gate.js';
import { pages } from './guide.js';
import { writeSnippets } from './run-snippets.js';

/** What the guide advises, done: its snippets run as a reader has them who copied them. */
const guide = pages.find(({ path }) => path === 'docs/after-the-payment.md');
const load = writeSnippets(guide?.blocks ?? [], 'after-the-payment');

interface Order {
  readonly id: string;
  readonly amount: string;
  readonly createdAt: Date;
}

interface Refund {
  readonly id: string;
  readonly state: string;
}

type Refunds = new (lianlian: LianlianService) => {
  refund(order: Order, amount: string): Promise<Refund>;
  check(refund: Refund): Promise<void>;
};

interface Deposit {
  readonly order: Order;
  readonly user_id: string;
  readonly state: string;
  readonly captured?: string;
  readonly isCalled: boolean;
  readonly version: number;
}

type Deposits = new (lianlian: LianlianService) => {
  capture(deposit: Deposit, amount: string): Promise<void>;
  check(deposit: Deposit): Promise<void>;
};

let sandbox: LianlianSandbox;
let app: INestApplicationContext;
let lianlian: LianlianService;
let Refunds: Refunds;
let Deposits: Deposits;

beforeAll(async () => {
  sandbox = await LianlianSandbox.start({ refundMs: 3_600_000 });
  const module = LianlianModule.forRoot({ ...sandbox.options, notifyUrl: 'http://127.0.0.1:9/notify' });
  app = await NestFactory.createApplicationContext(module, { logger: false });
  lianlian = app.get(LianlianService);
  Refunds = ((await load('refunds.service.js')) as { RefundsService: Refunds }).RefundsService;
  Deposits = ((await load('deposits.service.js')) as { DepositsService: Deposits }).DepositsService;
});
afterAll(async () => {
  await app.close();
  await sandbox.stop();
});
beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const CREATED_AT = new Date();

async function paid(id: string): Promise<Order> {
  const order = { id, amount: '49.95', createdAt: CREATED_AT };
  await lianlian.aggregateDirect.pay({ ...fields(order), pay_type: 'I' });
  await sandbox.pay(id);
  return order;
}

function fields({ id: no_order, amount: money_order, createdAt: dt_order }: Order) {
  const risk_item = { frms_ware_category: '4999' };
  return {
    user_id: 'u-1',
    busi_partner: '109001',
    no_order,
    dt_order,
    name_goods: '茶',
    money_order,
    risk_item,
  } as const;
}

const losing = (api: 'refund.apply' | 'preauth.capture', when: 'before' | 'after') =>
  sandbox.scenario({ fault: 'dropped-connection', api, when, times: 1 });

describe('refunds as the guide makes them', () => {
  it('of two orders whose numbers begin alike are two', async () => {
    const refunds = new Refunds(lianlian);
    const alike = 'a'.repeat(30);
    const [one, other] = [await paid(`${alike}01`), await paid(`${alike}02`)];
    const first = await refunds.refund(one, '9.95');
    await sandbox.completeRefund(first.id);
    losing('refund.apply', 'after');
    const second = await refunds.refund(other, '9.95');
    expect(second.state).toBe('open');
    await refunds.check(second);
    expect(second.state).toBe('processing');
    await refunds.check(first);
    expect(first.state).toBe('succeeded');
    expect(sandbox.refunds(one.id)).toMatchObject([{ no_refund: first.id }]);
    expect(sandbox.refunds(other.id)).toMatchObject([{ no_refund: second.id }]);
  });

  it('are never more than was paid', async () => {
    const refunds = new Refunds(lianlian);
    const order = await paid('guarded-1');
    await refunds.refund(order, '30.00');
    await expect(refunds.refund(order, '19.96')).rejects.toThrow('19.95 yuan (paid less refunded)');
    await refunds.refund(order, '19.95');
    expect(sandbox.refunds(order.id)).toMatchObject([{ money_refund: '30.00' }, { money_refund: '19.95' }]);
  });
});

describe('captures as the guide makes them', () => {
  async function held(id: string): Promise<Deposit> {
    const order = { id, amount: '300.00', createdAt: CREATED_AT };
    const card = {
      card_no: TEST_CARDS.pays,
      acct_name: '张三',
      id_type: '0',
      id_no: '110101199003070038',
    } as const;
    const request = { ...fields(order), ...card, pay_type: 'F', bind_mob: '13800138000' } as const;
    const { token = '' } = await lianlian.easypayDirect.apply(request);
    const which = { no_order: id, dt_order: CREATED_AT, money_order: '300.00', token };
    await lianlian.easypayDirect.verify({ ...which, verify_code: sandbox.smsCode(id) });
    return { order, user_id: 'u-1', state: 'held', isCalled: false, version: 1 };
  }

  it('are not undone by a query, whose response has another amount', async () => {
    const deposits = new Deposits(lianlian);
    const deposit = await held('deposit-1');
    const gate = Gate.before(lianlian.preauth, 'capture');
    const captured = deposits.capture(deposit, '30.00');
    await gate.reached;
    await deposits.check(deposit);
    await expect(deposits.capture(deposit, '30.00')).rejects.toThrow('Nothing is held');
    expect(deposit).toMatchObject({ state: 'capturing', captured: '30.00' });
    gate.release();
    await captured;
    expect(deposit).toMatchObject({ state: 'captured', captured: '30.00' });
  });

  it('are not undone by a query that was asked before', async () => {
    const deposits = new Deposits(lianlian);
    const deposit = await held('deposit-2');
    const gate = Gate.after(lianlian.preauth, 'query');
    const asked = deposits.check(deposit);
    await gate.reached;
    losing('preauth.capture', 'after');
    await deposits.capture(deposit, '30.00');
    gate.release();
    await asked;
    expect(deposit).toMatchObject({ state: 'capturing', captured: '30.00' });
    await deposits.check(deposit);
    expect(deposit).toMatchObject({ state: 'captured', captured: '30.00' });
  });

  it('are made anew where LianLian does not have them', async () => {
    const deposits = new Deposits(lianlian);
    const deposit = await held('deposit-3');
    losing('preauth.capture', 'before');
    await deposits.capture(deposit, '30.00');
    expect(deposit.state).toBe('capturing');
    await deposits.check(deposit);
    expect(deposit.state).toBe('held');
    await deposits.capture(deposit, '40.00');
    expect(deposit).toMatchObject({ state: 'captured', captured: '40.00' });
  });
});
