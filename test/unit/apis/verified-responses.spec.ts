import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { LianlianApiError } from '../../../lib/errors/lianlian-api.error.js';
import { LianlianSignatureError } from '../../../lib/errors/lianlian-signature.error.js';
import { type App, startLianlian } from '../../e2e/calls/support/app.js';
import { type Gateway, startGateway } from '../../e2e/calls/support/gateway.js';
import { signature, signedResponse, sourceOf } from '../../e2e/calls/support/lianlian-side.js';
import { OID_PARTNER, testKeys } from '../../support/merchant.js';

const keys = testKeys();
const refund = { no_refund: 'r-1', dt_refund: '20170801225714' };
const BINDING = {
  user_id: 'u-1',
  pay_type: 'D',
  card_no: '6222021001116245702',
  acct_name: '张三丰',
  id_type: '0',
  id_no: '410782198912151334',
  bind_mob: '13958069594',
  risk_item: {},
} as const;
const authorization = { pay_type: 'F', no_order: 'o-1', dt_order: '20170801225714' } as const;

let gateway: Gateway;
let app: App;

beforeAll(async () => {
  gateway = await startGateway();
  app = await startLianlian(keys, { gateway: gateway.url });
});
afterAll(async () => {
  await app.close();
  await gateway.stop();
});
beforeEach(() => {
  gateway.reset();
});

/** Makes LianLian respond so, signed. */
function responds(fields: Record<string, string>): void {
  const response = { ret_code: '0000', ret_msg: '交易成功', ...fields };
  gateway.behave(() => signedResponse(response, keys.lianlian.privateKey));
}

function respondsUnsigned(fields: Record<string, string>): void {
  gateway.behave(() => JSON.stringify({ ret_code: '0000', ret_msg: '交易成功', ...fields }));
}

describe('a refund', () => {
  const apply = { ...refund, money_refund: '10', no_order: 'o-1' };

  it('is applied for at the domestic address, and its state is named', async () => {
    responds({ oid_partner: OID_PARTNER, ...refund, money_refund: '10.0', sta_refund: '1' });
    const { state } = await app.lianlian.refunds.apply(apply);
    expect(state).toBe('processing');
    const { path, fields } = gateway.received();
    expect(path).toBe('/refund.htm');
    expect(fields).toMatchObject({ money_refund: '10.00', notify_url: 'https://shop.example/notify' });
  });

  it('in a foreign currency goes to an address of its own', async () => {
    responds({ oid_partner: OID_PARTNER, ...refund, sta_refund: '2', rate: '6.7' });
    const response = await app.lianlian.refunds.apply(apply, { crossBorder: true });
    expect(gateway.received().path).toBe('/exchangerefund.htm');
    expect([response.state, response.rate]).toEqual(['succeeded', '6.7']);
  });

  it.each([{ no_refund: 'r-2' }, { money_refund: '10.01' }])(
    'answered about %j is not ours',
    async (other) => {
      responds({ oid_partner: OID_PARTNER, ...refund, money_refund: '10.00', sta_refund: '2', ...other });
      await expect(app.lianlian.refunds.apply(apply)).rejects.toBeInstanceOf(LianlianSignatureError);
    },
  );

  it('whose query failed did not fail', async () => {
    respondsUnsigned({ ret_code: '9921', ret_msg: '退款查询失败' });
    const error: unknown = await app.lianlian.refunds.query(refund).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LianlianApiError);
    expect(error).toMatchObject({ outcome: 'unknown', category: 'unavailable', advice: 'retry-later' });
  });

  it("is asked about by LianLian's number alone", async () => {
    responds({ oid_partner: OID_PARTNER, oid_refundno: '2017080100000001', sta_refund: '2' });
    const { state } = await app.lianlian.refunds.query({ oid_refundno: '2017080100000001' });
    expect(state).toBe('succeeded');
    expect(gateway.received().fields).not.toHaveProperty('dt_refund');
  });

  it('that LianLian does not know by its own number is looked for by no time beside it', async () => {
    respondsUnsigned({ ret_code: '8901', ret_msg: '没有记录' });
    const asked = app.lianlian.refunds.query({ oid_refundno: '2017080100000001' });
    await expect(asked).rejects.toMatchObject({ category: 'not_found' });
    expect(gateway.requests).toHaveLength(1);
  });

  it('that is pending asks to be queried first', async () => {
    respondsUnsigned({ ret_code: '2005', ret_msg: '原交易已在进行处理，请勿重复提交' });
    const applied = app.lianlian.refunds.apply(apply);
    await expect(applied).rejects.toMatchObject({ outcome: 'unknown', advice: 'query-first' });
    expect(gateway.requests).toHaveLength(1);
  });
});

describe('an authorization', () => {
  it.each([
    ['PR07', 'authorized'],
    ['PR10', 'authorization-failed'],
    ['2006', 'expired'],
  ])('%s is a response', async (ret_code, state) => {
    responds({ ret_code, oid_partner: OID_PARTNER, no_order: 'o-1' });
    expect(await app.lianlian.preauth.query(authorization)).toMatchObject({ ret_code, state });
  });

  it('never has an unsigned status', async () => {
    respondsUnsigned({ ret_code: 'PR11' });
    await expect(app.lianlian.preauth.query(authorization)).rejects.toBeInstanceOf(LianlianSignatureError);
  });

  it('has no status outside the query', async () => {
    responds({ ret_code: 'PR12', oid_partner: OID_PARTNER });
    const captured = app.lianlian.preauth.capture({ ...authorization, user_id: 'u-1', money_order: '1' });
    await expect(captured).rejects.toMatchObject({ ret_code: 'PR12', outcome: 'unknown' });
  });

  it('may be captured in part', async () => {
    responds({ oid_partner: OID_PARTNER, no_order: 'o-1', money_order: '0.5', settle_date: '20170801' });
    const capture = { ...authorization, user_id: 'u-1', money_order: '0.50' };
    expect((await app.lianlian.preauth.capture(capture)).state).toBe('captured');
    expect(gateway.received().fields).toMatchObject({ api_version: '1.0', money_order: '0.50' });
  });
});

describe('a name with a capital letter', () => {
  it.each([
    ['by byte', undefined],
    [
      'whatever their case',
      (one: string, other: string) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1),
    ],
  ])('is signed with names in order %s', async (_order, compare) => {
    const texts = {
      ret_code: '0000',
      ret_msg: '交易成功',
      sign_type: 'RSA',
      oid_partner: OID_PARTNER,
      no_order: 'o-1',
      bank_code: '01020000',
      correlationID: '7f3a',
      sms_flag: '1',
    };
    const sign = signature(sourceOf(texts, compare), keys.lianlian.privateKey);
    gateway.behave(() => JSON.stringify({ ...texts, sign }));
    const step = { no_order: 'o-1', money_order: '49.95', token: 't-1', verify_code: '123456' };
    const verified = await app.lianlian.easypayDirect.verify(step);
    expect([verified.correlationID, verified.sms_flag]).toEqual(['7f3a', '1']);
  });
});

describe('cards', () => {
  const page = { user_id: 'u-1', pay_type: 'M', offset: '0' } as const;

  afterEach(() => {
    expect(gateway.requests).toHaveLength(1);
  });

  it('of another user are not ours', async () => {
    responds({ user_id: 'u-2', count: '0' });
    await expect(app.lianlian.cards.list(page)).rejects.toBeInstanceOf(LianlianSignatureError);
  });

  it.each([
    [{ ret_code: '8888', token: 't-1' }, 'sms-sent'],
    [{ ret_code: '8888' }, 'sms-sent'],
    [{ token: 't-1' }, 'sms-sent'],
    [{}, 'undecided'],
  ])('whose binding is answered with %j are %s', async (fields, state) => {
    responds({ oid_partner: OID_PARTNER, user_id: 'u-1', ...fields });
    const bound = await app.lianlian.cards.bindApply(BINDING);
    expect(bound.state).toBe(state);
  });

  it('are read from the signed list, misspelt or not', async () => {
    const aggrement_list = JSON.stringify([{ no_agree: 't-1', card_no: '1234' }]);
    responds({ user_id: 'u-1', count: '1', aggrement_list });
    const { agreement_list } = await app.lianlian.cards.list(page);
    expect(agreement_list).toMatchObject([{ no_agree: 't-1', card_no: '1234' }]);
  });

  it('are unbound by a signed response alone', async () => {
    respondsUnsigned({});
    const unbound = app.lianlian.cards.unbind({ user_id: 'u-1', no_agree: 't-1' });
    await expect(unbound).rejects.toBeInstanceOf(LianlianSignatureError);
  });
});

describe('the unified gateway', () => {
  const order = {
    user_id: 'u-1',
    busi_partner: '109001',
    no_order: 'o-1',
    dt_order: '20170801225714',
    money_order: '49.95',
    risk_item: {},
    flag_pay_product: '2',
    flag_chnl: 2,
  } as const;

  it('says where the payer is sent', async () => {
    responds({ no_order: 'o-1', money_order: '49.95', gateway_url: 'https://pay.example/?token=t' });
    const response = await app.lianlian.unifiedGateway.create(order);
    expect(response.gateway_url).toBe('https://pay.example/?token=t');
    expect(gateway.received().fields).toMatchObject({ flag_chnl: '2', api_version: '1.0' });
    expect(gateway.received().fields['time_stamp']).toMatch(/^\d{14}$/);
    expect(gateway.received().fields).not.toHaveProperty('timestamp');
  });

  it('sends nobody anywhere by an unsigned response', async () => {
    respondsUnsigned({ gateway_url: 'https://pay.example/' });
    await expect(app.lianlian.unifiedGateway.create(order)).rejects.toBeInstanceOf(LianlianSignatureError);
  });
});

describe('online banking', () => {
  it('posts UTF-8 unless told otherwise', async () => {
    const order = {
      user_id: 'u-1',
      busi_partner: '109001',
      no_order: 'o-1',
      dt_order: '20170801225714',
      name_goods: '羽毛球',
      money_order: '49.95',
      risk_item: {},
    } as const;
    const charsets = [undefined, 'UTF-8', 'GBK'] as const;
    const forms = await Promise.all(
      charsets.map((charset_name) => app.lianlian.onlineBanking.createForm({ ...order, charset_name })),
    );
    expect(forms.map(({ fields }) => fields['charset_name'])).toEqual(['UTF-8', 'UTF-8', 'GBK']);
    expect(forms[0]?.action).toBe(`${gateway.url}/payment/bankgateway.htm`);
  });
});
