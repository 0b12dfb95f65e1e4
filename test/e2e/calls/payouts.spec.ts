import { inspect } from 'node:util';

import {
  LianlianApiError,
  LianlianSignatureError,
  LianlianTransportError,
  LianlianValidationError,
  memoAsKept,
  MemoryInbox,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { type App, startLianlian } from './support/app.js';
import { type Gateway, startGateway } from './support/gateway.js';
import { isSignedByMerchant, signedResponse } from './support/lianlian-side.js';
import { openEnvelope } from './support/open-envelope.js';

const keys = testKeys();
const lines: string[] = [];
const keep = (line: unknown): void => void lines.push(String(line));
const logger = { log: keep, warn: keep, error: keep, debug: keep, verbose: keep, fatal: keep };
let gateway: Gateway;
let app: App;

beforeAll(async () => {
  gateway = await startGateway();
  app = await startLianlian(
    keys,
    { gateway: gateway.url, payoutNotifyUrl: 'https://shop.example/payout-notify' },
    logger,
  );
});
afterAll(async () => {
  await app.close();
  await gateway.stop();
});
beforeEach(() => {
  gateway.reset();
  lines.length = 0;
});

const PAYOUT = {
  flag_card: 'personal',
  money_order: '49.95',
  dt_order: '20260801225714',
  card_no: '6222021001116245702',
  acct_name: '张三丰',
  info_order: '8月运费',
  memo: '运费',
} as const;

let number = 0;
/** A payout with a number of its own. */
function payout() {
  return { ...PAYOUT, no_order: `p-${String(++number)}` };
}

function respond(fields: Readonly<Record<string, string>>): void {
  gateway.behave(() =>
    signedResponse({ oid_partner: OID_PARTNER, ret_msg: '交易成功', ...fields }, keys.lianlian.privateKey),
  );
}

function respondUnsigned(fields: Readonly<Record<string, unknown>>): void {
  gateway.behave(() => JSON.stringify({ ret_msg: '交易成功', ...fields }));
}

/** LianLian may have taken the call, and the connection breaks. */
function breakOff(): void {
  gateway.behave((_request, _response, socket) => {
    socket.destroy();
    return undefined;
  });
}

/** The request inside the envelope. */
function opened(): Record<string, string> {
  const { fields } = gateway.received();
  expect(Object.keys(fields)).toEqual(['oid_partner', 'pay_load']);
  expect(fields['oid_partner']).toBe(OID_PARTNER);
  return JSON.parse(openEnvelope(fields['pay_load'] ?? '', keys.lianlian.privateKey)) as Record<
    string,
    string
  >;
}

async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new Error(`it did not fail: ${inspect(value)}`);
    },
    (error: unknown) => error,
  );
}

describe('an application', () => {
  it('travels encrypted, signed inside, and says accepted, not paid', async () => {
    const request = payout();
    respond({ ret_code: '0000', no_order: request.no_order, oid_paybill: '2026080122465497' });
    const response = await app.lianlian.payouts.apply(request);
    expect(response).toMatchObject({ state: 'accepted', oid_paybill: '2026080122465497' });
    expect(response.reason).toBeUndefined();
    expect(gateway.received().path).toBe('/paymentapi/payment.htm');
    const { sign, ...fields } = opened();
    expect(fields).toEqual({
      ...request,
      ...{ flag_card: '0', api_version: '1.1', sign_type: 'RSA', oid_partner: OID_PARTNER },
      notify_url: 'https://shop.example/payout-notify',
    });
    expect(isSignedByMerchant({ ...fields, sign: sign ?? '' }, keys.merchant.publicKey)).toBe(true);
  });

  it.each([
    ['personal', '0'],
    ['0', '0'],
    ['business', '1'],
    ['1', '1'],
  ] as const)('to a %s account has flag_card %s', async (flag_card, sent) => {
    const request = { ...payout(), flag_card, bank_code: '01020000' };
    respond({ ret_code: '0000', no_order: request.no_order });
    await app.lianlian.payouts.apply(request);
    expect(opened()['flag_card']).toBe(sent);
  });

  it.each([
    [{ flag_card: '2' }, 'flag_card'],
    [{ flag_card: 'business' }, 'bank_code'],
    [{ flag_card: '1' }, 'bank_code'],
    [{ money_order: '99999999.01' }, 'money_order'],
    [{ money_order: 49.95 }, 'money_order'],
    [{ memo: '运'.repeat(25) }, 'memo'],
    [{ notify_url: `https://shop.example/${'n'.repeat(128)}` }, 'notify_url'],
    [{ prcptcd: '1020331000070' }, 'prcptcd'],
    [{ prcptcd: 'CNAPS' }, 'prcptcd'],
    [{ api_version: '1.0' }, 'api_version'],
  ])('with %o is refused before it is sent', async (changes, property) => {
    const error = await failure(app.lianlian.payouts.apply({ ...payout(), ...changes } as never));
    expect(error).toBeInstanceOf(LianlianValidationError);
    expect((error as LianlianValidationError).violations.map((each) => each.property)).toEqual([property]);
    expect(gateway.requests).toEqual([]);
  });

  it.each([
    ['4002', 'repetition'],
    ['4003', 'name-mismatch'],
    ['4004', 'repetition-and-name-mismatch'],
  ])('answered %s needs a confirmation, because of a %s', async (ret_code, reason) => {
    const request = payout();
    respond({ ret_code, no_order: request.no_order, confirm_code: '615937' });
    const response = await app.lianlian.payouts.apply(request);
    expect(response).toMatchObject({ state: 'needs-confirmation', reason, confirm_code: '615937' });
    expect(inspect(response)).not.toContain('615937');
    expect(JSON.stringify(response)).toContain('615937');
    expect(gateway.requests).toHaveLength(1);
  });

  it('needs no confirmation by a response that LianLian did not sign', async () => {
    respondUnsigned({ ret_code: '4002', oid_partner: OID_PARTNER, confirm_code: '615937' });
    const error = await failure(app.lianlian.payouts.apply(payout()));
    expect(error).toBeInstanceOf(LianlianSignatureError);
    expect(error).toMatchObject({ outcome: 'unknown' });
  });

  it('is not accepted by a response about another payout', async () => {
    respond({ ret_code: '0000', no_order: 'another' });
    expect(await failure(app.lianlian.payouts.apply(payout()))).toMatchObject({
      name: 'LianlianSignatureError',
      outcome: 'unknown',
    });
  });

  it.each([
    ...['1002', '2005', '4006', '4007', '4009', '9999', '1234'].map((code) => [code, 'unknown'] as const),
    ...['1001', '1004', '4012', '4103', '4104', '9104', '9911'].map((code) => [code, 'failed'] as const),
  ])('refused with %s is %s', async (ret_code, outcome) => {
    respondUnsigned({ ret_code, ret_msg: '付款卡号6222021001116245702' });
    const error = await failure(app.lianlian.payouts.apply(payout()));
    expect(error).toBeInstanceOf(LianlianApiError);
    expect(error).toMatchObject({ ret_code, outcome, api: 'payout.apply' });
    expect(inspect(error)).not.toContain('6222021001116245702');
    expect(gateway.requests).toHaveLength(1);
  });

  it.each(['1001', '1004', '4012', '4103', '4104', '9104', '9911'])(
    'refused with %s is unknown where the number may have been sent before',
    async (ret_code) => {
      const request = payout();
      breakOff();
      await failure(app.lianlian.payouts.apply(request));
      respondUnsigned({ ret_code });
      const error = await failure(app.lianlian.payouts.apply(request));
      expect(error).toMatchObject({ ret_code, outcome: 'unknown', advice: 'query-first' });
      expect(String(error)).toContain('may have been sent before, and this refusal says nothing of that one');
      expect(String(error)).not.toContain('Nothing was done');
    },
  );

  it('refused again and again has failed, until a send of it may be under way', async () => {
    const request = payout();
    const outcomes: unknown[] = [];
    for (const ret_code of ['9104', '4103', '9104', '9999', '9104']) {
      respondUnsigned({ ret_code });
      outcomes.push(((await failure(app.lianlian.payouts.apply(request))) as LianlianApiError).outcome);
    }
    expect(outcomes).toEqual(['failed', 'failed', 'failed', 'unknown', 'unknown']);
  });

  it('refused has not failed where another process sent it, too, whatever became of that', async () => {
    const settings = {
      gateway: gateway.url,
      payoutNotifyUrl: 'https://shop.example/payout-notify',
      notifications: { inbox: new MemoryInbox() },
    };
    const start = (): Promise<App> => startLianlian(keys, settings, logger);
    const processes = [await start(), await start()];
    const request = payout();
    respondUnsigned({ ret_code: '9104' });
    const outcomes: unknown[] = [];
    for (const { lianlian } of [...processes, ...processes])
      outcomes.push(((await failure(lianlian.payouts.apply(request))) as LianlianApiError).outcome);
    expect(outcomes).toEqual(['failed', 'unknown', 'unknown', 'unknown']);
    await Promise.all(processes.map((each) => each.close()));
  });

  it('without a response is unknown, and not sent a second time by itself', async () => {
    breakOff();
    const error = await failure(app.lianlian.payouts.apply(payout()));
    expect(error).toBeInstanceOf(LianlianTransportError);
    expect(error).toMatchObject({ outcome: 'unknown' });
    expect(gateway.requests).toHaveLength(1);
  });

  it('tells what LianLian drops from the memo, in a line of the log', async () => {
    const request = { ...payout(), memo: '运费 (8月)!' };
    respond({ ret_code: '0000', no_order: request.no_order });
    await app.lianlian.payouts.apply(request);
    expect(opened()['memo']).toBe('运费 (8月)!');
    expect(lines.filter((line) => line.includes('memo'))).toEqual([expect.stringContaining('" ()!"')]);
    expect(memoAsKept(request.memo)).toBe('运费8月');
    lines.length = 0;
    gateway.reset();
    const plain = { ...payout(), memo: 'A-b_9运费' };
    respond({ ret_code: '0000', no_order: plain.no_order });
    await app.lianlian.payouts.apply(plain);
    expect(lines).toEqual([]);
    expect(memoAsKept(plain.memo)).toBe(plain.memo);
  });

  it('is written into no line of the log, and into no error', async () => {
    gateway.behave((_request, response) => {
      response.statusCode = 502;
      return 'bad gateway';
    });
    const error = await failure(app.lianlian.payouts.apply(payout()));
    for (const text of [inspect(error, { depth: 9 }), lines.join('\n')]) {
      for (const secret of [PAYOUT.card_no, PAYOUT.acct_name, 'lianpay1_0_1'])
        expect(text).not.toContain(secret);
    }
  });
});

describe('a confirmation', () => {
  it('travels encrypted, and says accepted, not paid', async () => {
    respond({ ret_code: '0000', no_order: 'p-c', oid_paybill: '2026080122465498' });
    const response = await app.lianlian.payouts.confirm({ no_order: 'p-c', confirm_code: '615937' });
    expect(response).toMatchObject({ state: 'accepted', oid_paybill: '2026080122465498' });
    expect(opened()).toMatchObject({
      ...{ no_order: 'p-c', confirm_code: '615937', api_version: '1.1' },
      notify_url: 'https://shop.example/payout-notify',
    });
    expect(gateway.received().path).toBe('/paymentapi/confirmPayment.htm');
  });

  it.each(['1001', '1004', '4001', '4006', '4007', '4008', '4009', '4010', '4011', '9999', '1234', '4002'])(
    'answered %s is unknown, because one that was taken reads so when it is sent again',
    async (ret_code) => {
      respond({ ret_code, no_order: 'p-c' });
      const error = await failure(app.lianlian.payouts.confirm({ no_order: 'p-c', confirm_code: '615937' }));
      expect(error).toMatchObject({ ret_code, outcome: 'unknown', advice: 'query-first' });
      expect(String(error)).not.toMatch(/Nothing was done|615937/);
    },
  );
});

describe('a query', () => {
  const found = { no_order: 'p-q', dt_order: '20260801225714', money_order: '49.95' };

  it.each([
    ['APPLY', 'open', false],
    ['WAITING', 'open', false],
    ['PROCESSING', 'open', false],
    ['NEWLY_MADE_UP', 'open', false],
    ['CHECK', 'needs-confirmation', false],
    ['SUCCESS', 'paid', true],
    ['FAILURE', 'failed', true],
    ['CANCEL', 'returned', true],
    ['CLOSED', 'closed', true],
  ])('that says %s tells %s', async (result_pay, state, final) => {
    respond({ ret_code: '0000', ...found, result_pay });
    const response = await app.lianlian.payouts.query({ no_order: 'p-q' });
    expect(response).toMatchObject({ state, final });
    const { fields, path } = gateway.received();
    expect(path).toBe('/paymentapi/queryPayment.htm');
    expect(fields).toMatchObject({ no_order: 'p-q', api_version: '1.0' });
    expect(Object.keys(fields)).not.toContain('appliedAt');
  });

  it.each(['FAILURE', 'CLOSED'])(
    'that says %s tells no end while a send of this process may be under way after another one',
    async (result_pay) => {
      const request = payout();
      const query = () => app.lianlian.payouts.query({ no_order: request.no_order });
      const isTold = (): void => {
        respond({ ret_code: '0000', ...found, no_order: request.no_order, result_pay });
      };
      for (let refused = 0; refused < 2; refused++) {
        respondUnsigned({ ret_code: '9104' });
        await failure(app.lianlian.payouts.apply(request));
        isTold();
        // Every send was refused, and none is under way.
        expect(await query()).toMatchObject({ final: true });
      }
      breakOff();
      await failure(app.lianlian.payouts.apply(request));
      isTold();
      expect(await query()).toMatchObject({ state: 'open', final: false, result_pay });
      // Of the next send this process knows the transaction: only its failure is the end.
      respond({ ret_code: '0000', no_order: request.no_order, oid_paybill: '2026080122465497' });
      await app.lianlian.payouts.apply(request);
      for (const [oid_paybill, final] of [
        ['2026080122465497', true],
        ['2026080100000001', false],
      ] as const) {
        respond({ ret_code: '0000', ...found, no_order: request.no_order, result_pay, oid_paybill });
        expect(await query()).toMatchObject({ final });
      }
    },
  );

  it('that says FAILURE tells the end where LianLian answered the second send with what it had', async () => {
    for (const ret_code of ['1002', '2005', '9999']) {
      const request = payout();
      breakOff();
      await failure(app.lianlian.payouts.apply(request));
      respondUnsigned({ ret_code });
      await failure(app.lianlian.payouts.apply(request));
      respond({ ret_code: '0000', ...found, no_order: request.no_order, result_pay: 'FAILURE' });
      const { final } = await app.lianlian.payouts.query({ no_order: request.no_order });
      expect(final).toBe(ret_code !== '9999');
    }
  });

  it('that tells an end without money fails where the inbox cannot say whether it was sent again', async () => {
    const away = (): Promise<never> => Promise.reject(new Error('the store is away'));
    const broken = await startLianlian(keys, {
      ...{ gateway: gateway.url, notifications: { inbox: { once: away, recall: away } } },
    });
    respond({ ret_code: '0000', ...found, result_pay: 'FAILURE' });
    const error = await failure(broken.lianlian.payouts.query({ no_order: 'p-q' }));
    expect(error).toMatchObject({ name: 'LianlianTransportError', cause: { message: 'the store is away' } });
    expect(String(error)).toContain('Payout p-q: LianLian tells an end at which nothing was paid');
    respond({ ret_code: '0000', ...found, result_pay: 'SUCCESS' });
    expect(await broken.lianlian.payouts.query({ no_order: 'p-q' })).toMatchObject({ state: 'paid' });
    await broken.close();
  });

  it('by LianLian’s number tells the state, too', async () => {
    const { no_order: _number, ...others } = found;
    respond({
      ret_code: '0000',
      ...others,
      oid_paybill: '2026080122465497',
      result_pay: 'FAILURE',
      memo: '卡号错误',
    });
    const response = await app.lianlian.payouts.query({ oid_paybill: '2026080122465497' });
    expect(response).toMatchObject({ state: 'failed', memo: '卡号错误' });
  });

  it.each(['SUCCESS', 'FAILURE', 'CANCEL', 'CLOSED', 'CHECK'])(
    'that says %s, and not of which payout, tells no end of this one',
    async (result_pay) => {
      respond({ ret_code: '0000', money_order: '49.95', result_pay });
      expect(await app.lianlian.payouts.query({ no_order: 'p-q' })).toMatchObject({
        state: 'open',
        final: false,
      });
    },
  );

  it.each([
    ['another number', { no_order: 'p-other' }, {}],
    ['another amount', { money_order: '49.96' }, { money_order: '49.95' }],
    ['another merchant', { oid_partner: '201304121000001005' }, {}],
  ])('whose response is about %s is refused', async (_what, changes, options) => {
    respond({ ret_code: '0000', ...found, result_pay: 'SUCCESS', ...changes });
    expect(await failure(app.lianlian.payouts.query({ no_order: 'p-q' }, options))).toMatchObject({
      name: 'LianlianSignatureError',
      outcome: 'unknown',
    });
  });

  it('tells no end by a response that is not signed', async () => {
    respondUnsigned({ ret_code: '0000', oid_partner: OID_PARTNER, ...found, result_pay: 'FAILURE' });
    expect(await failure(app.lianlian.payouts.query({ no_order: 'p-q' }))).toBeInstanceOf(
      LianlianSignatureError,
    );
  });

  const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

  it.each([
    ['no word of when it was sent', undefined, false],
    ['29 minutes after it was sent', () => minutesAgo(29), false],
    ['31 minutes after it was sent', () => minutesAgo(31), true],
    ['a time that is still to come', () => minutesAgo(-31), false],
  ])('finds nothing, with %s', async (_when, appliedAt, final) => {
    respondUnsigned({ ret_code: '8901', ret_msg: '没有记录' });
    const response = await app.lianlian.payouts.query({ no_order: 'p-q', appliedAt: appliedAt?.() });
    expect(response).toMatchObject({ state: 'not-found', final });
    expect(gateway.received().fields).not.toHaveProperty('appliedAt');
  });

  it('finds nothing by a signed response, too, and not by one whose signature is wrong', async () => {
    respond({ ret_code: '8901', no_order: 'p-q', result_pay: 'SUCCESS' });
    expect(await app.lianlian.payouts.query({ no_order: 'p-q' })).toMatchObject({
      state: 'not-found',
      final: false,
    });
    gateway.behave(() =>
      signedResponse({ ret_code: '8901', oid_partner: OID_PARTNER }, keys.merchant.privateKey),
    );
    expect(await failure(app.lianlian.payouts.query({ no_order: 'p-q' }))).toBeInstanceOf(
      LianlianSignatureError,
    );
  });

  it.each([
    [{ no_order: 'p-q', appliedAt: 'yesterday' }, 'appliedAt'],
    [{ no_order: 'p-q', appliedAt: new Date(NaN) }, 'appliedAt'],
    [{ no_order: 'p-q', appliedAt: 1_700_000_000_000 }, 'appliedAt'],
    [{}, 'no_order'],
  ])('with %o is refused', async (request, property) => {
    const error = await failure(app.lianlian.payouts.query(request as never));
    expect((error as LianlianValidationError).violations.map((each) => each.property)).toEqual([property]);
    expect(gateway.requests).toEqual([]);
  });

  it('speaks of itself where it is refused', async () => {
    respondUnsigned({ ret_code: '9999', ret_msg: '系统错误' });
    expect(await failure(app.lianlian.payouts.query({ no_order: 'p-q' }))).toBeInstanceOf(LianlianApiError);
  });
});

describe('the balance', () => {
  const balance = { amt_balance: '100.0', amt_unsettle: '0.5' };

  it('is verified where LianLian signed it', async () => {
    respond({ ret_code: '0000', ...balance });
    expect(await app.lianlian.account.balance()).toMatchObject({ verified: true, ...balance });
    expect(gateway.received()).toMatchObject({
      path: '/traderAcctQuery.htm',
      fields: { api_version: '1.0' },
    });
  });

  it('is not verified where nobody did, whatever the response says of itself', async () => {
    respondUnsigned({ ret_code: '0000', ...balance, verified: 'true' });
    expect(await app.lianlian.account.balance()).toMatchObject({ verified: false, ...balance });
  });

  it('is refused where somebody else did', async () => {
    gateway.behave(() => signedResponse({ ret_code: '0000', ...balance }, keys.merchant.privateKey));
    expect(await failure(app.lianlian.account.balance())).toBeInstanceOf(LianlianSignatureError);
    respond({ ret_code: '0000', ...balance, oid_partner: '201304121000001005' });
    expect(await failure(app.lianlian.account.balance())).toBeInstanceOf(LianlianSignatureError);
  });
});

describe('the banks', () => {
  const bank = { bank_code: '01020000', bank_name: '工商银行', card_type: '2', single_amt: 50000 };

  it('that are supported come as a list, and say whether LianLian signed it', async () => {
    respondUnsigned({ ret_code: '0000', support_banklist: [bank] });
    const response = await app.lianlian.banks.supported({ product_type: '1', pay_chnl: '13' });
    expect(response.verified).toBe(false);
    expect(response.support_banklist).toEqual([expect.objectContaining({ ...bank, single_amt: '50000' })]);
    respondUnsigned({ ret_code: '0000' });
    const none = await app.lianlian.banks.supported({ product_type: '3', pay_chnl: '15' });
    expect(none.support_banklist).toEqual([]);
  });

  it.each([
    ['outside the signature', (signed: string, list: object) => ({ ...JSON.parse(signed), card_list: list })],
  ])('have branches, signed or %s', async (_how, withList) => {
    const list = [{ prcptcd: '102331000070', brabank_name: '西湖支行' }];
    const signed = signedResponse({ ret_code: '0000', ret_msg: 'ok' }, keys.lianlian.privateKey);
    gateway.behave(() => JSON.stringify(withList(signed, list)));
    const response = await app.lianlian.banks.branches({ card_no: PAYOUT.card_no, city_code: '330100' });
    expect(response.card_list).toEqual([expect.objectContaining(list[0] ?? {})]);
    respond({ ret_code: '0000', card_list: JSON.stringify(list) });
    expect((await app.lianlian.banks.branches({ bank_code: '01020000' })).card_list).toHaveLength(1);
  });

  it('have no branches by a response that nobody signed', async () => {
    respondUnsigned({ ret_code: '0000', card_list: [] });
    expect(await failure(app.lianlian.banks.branches({ bank_code: '01020000' }))).toBeInstanceOf(
      LianlianSignatureError,
    );
  });

  it.each([[{}], [{ brabank_name: '西湖' }]])('are not asked about with %o', async (request) => {
    expect(await failure(app.lianlian.banks.branches(request))).toBeInstanceOf(LianlianValidationError);
    expect(gateway.requests).toEqual([]);
  });

  it('cannot tell now', async () => {
    respondUnsigned({ ret_code: '5501', ret_msg: '查询失败' });
    const error = await failure(app.lianlian.banks.branches({ card_no: PAYOUT.card_no }));
    expect(error).toMatchObject({ category: 'unavailable', advice: 'retry-later' });
    expect(inspect(error)).not.toContain(PAYOUT.card_no);
  });
});
