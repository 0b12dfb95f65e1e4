import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';

import {
  type AggregateDirectRequest,
  type LianlianService,
  LianlianValidationError,
  type RequestInput,
} from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { OID_PARTNER, OTHER_OID_PARTNER, testKeys } from '../../support/merchant.js';
import { type App, merchantOptions, startLianlian } from './support/app.js';
import { type Gateway, startGateway } from './support/gateway.js';
import { isSignedByMerchant, signedResponse } from './support/lianlian-side.js';
import {
  CARD,
  EASYPAY_PAGE,
  EASYPAY_PHONE_PAGE,
  PAGE,
  PAYING_CALLS,
  QUERIES,
  SMS_STEP,
  SUCCESS,
  WECHAT_QR,
} from './support/samples.js';

const keys = testKeys();
const otherKeys = testKeys();
let gateway: Gateway;
let app: App;
let lianlian: LianlianService;

beforeAll(async () => {
  gateway = await startGateway();
  app = await startLianlian(keys, { gateway: gateway.url, busiPartner: '101001' });
  lianlian = app.lianlian;
});
afterAll(async () => {
  await app.close();
  await gateway.stop();
});
beforeEach(() => {
  gateway.reset();
  gateway.behave(({ fields }) =>
    signedResponse({ ...SUCCESS, oid_partner: fields['oid_partner'] ?? '' }, keys.lianlian.privateKey),
  );
});

/** The fields that arrive for a WeChat payment with these changes. */
async function arriving(
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Readonly<Record<string, string>>> {
  gateway.reset();
  const order = { ...WECHAT_QR, no_order: 'order-1', ...changes };
  gateway.behave(() => signedResponse({ ret_code: '0000', ret_msg: '' }, keys.lianlian.privateKey));
  await lianlian.aggregateDirect.pay(order);
  return gateway.received().fields;
}

async function refusal(call: Promise<unknown>): Promise<LianlianValidationError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof LianlianValidationError) return error;
  throw new Error(`a LianlianValidationError was expected, not ${inspect(error)}`);
}

describe.each([...PAYING_CALLS, ...QUERIES])('the request of %s', (_name, call) => {
  it('is JSON whose every value is text, signed over the very text that arrives', async () => {
    await call(lianlian);
    const { fields, headers } = gateway.received();
    expect(Object.values(fields).filter((value) => typeof value !== 'string')).toEqual([]);
    expect(fields).toMatchObject({ oid_partner: OID_PARTNER, sign_type: 'RSA' });
    expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
    expect(isSignedByMerchant({ ...fields, no_order: 'other' }, keys.merchant.publicKey)).toBe(false);
    expect(headers['content-type']).toBe('application/json;charset=utf-8');
  });
});

describe('the texts of a request', () => {
  it('survive with Chinese, emoji, quotes and line breaks as they are', async () => {
    const info_order = ' 订单 "1" 🏸 \\ \n\r\n\t + % & = <b> \u2028 ';
    const fields = await arriving({ info_order });
    expect(fields['info_order']).toBe(info_order);
    expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
  });

  it('leave out what is blank, and do not sign it', async () => {
    const fields = await arriving({ info_order: '  ', name_user: '', id_no: undefined, col_userid: null });
    expect(Object.keys(fields)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/info_order|name_user|id_no|col_userid/)]),
    );
    expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
  });

  it('hold risk_item serialized once: the text is JSON of the object, and signed as it stands', async () => {
    const risk_item = { frms_ware_category: '1009', goods_name: '羽毛球 "A"', user_info_bind_phone: '139' };
    const fields = await arriving({ risk_item });
    expect(fields['risk_item']).toBe(JSON.stringify(risk_item));
    expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
  });

  it('hold risk_item as it stands when it is text already', async () => {
    const risk_item = '{ "frms_ware_category" : "1009" }';
    expect((await arriving({ risk_item }))['risk_item']).toBe(risk_item);
  });

  it('hold the recipients of shareing_data in the form of LianLian', async () => {
    const fields = await arriving({
      shareing_data: [
        { account: '201304121000001004', type: '1', amount: '10', description: '佣金' },
        { account: 'u-2', type: '0', amount: '0.5', description: 'rest' },
      ],
    });
    expect(fields['shareing_data']).toBe('201304121000001004^1^10.00^佣金|u-2^0^0.50^rest');
  });

  it('change nothing in the object that the caller passed', async () => {
    const order = Object.freeze({ ...WECHAT_QR, risk_item: Object.freeze({ goods_name: 'x' }) });
    await lianlian.aggregateDirect.pay(order);
    expect(order).toEqual({ ...WECHAT_QR, risk_item: { goods_name: 'x' } });
  });
});

describe('an amount', () => {
  it.each([
    ['49.95', '49.95'],
    ['100', '100.00'],
    ['0.1', '0.10'],
    ['49.9500', '49.95'],
    ['100000000.00', '100000000.00'],
    ['0.01', '0.01'],
  ])('%s arrives as %s', async (given, expected) => {
    expect((await arriving({ money_order: given }))['money_order']).toBe(expected);
  });

  it.each([49.95, 100, 4995n])(
    'that is the number %s is refused with a pointer to fenToYuan',
    async (number) => {
      const error = await refusal(arriving({ money_order: number }));
      expect(error.violations).toEqual([
        {
          property: 'money_order',
          rule: 'amount',
          message:
            "money_order must be decimal text in yuan such as '49.95', not a number: use fenToYuan(fen)",
        },
      ]);
      expect(gateway.requests).toEqual([]);
    },
  );

  it.each(['0', '0.00', '-1', '49.951', '100000000.01', '1e3', '1,000', 'abc'])(
    '%s is refused',
    async (amount) => {
      const error = await refusal(arriving({ money_order: amount }));
      expect(error.violations.map(({ property }) => property)).toEqual(['money_order']);
      expect(gateway.requests).toEqual([]);
    },
  );
});

describe('a Date', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it.each(['America/New_York', 'UTC', 'Asia/Shanghai'])(
    'is sent in China time by a server in %s, inside risk_item too',
    async (serverZone) => {
      process.env['TZ'] = serverZone;
      const moment = new Date('2026-11-21T16:30:05Z');
      const fields = await arriving({
        dt_order: moment,
        risk_item: { user_info_dt_register: moment, goods_name: 'x' },
      });
      expect(fields['dt_order']).toBe('20261122003005');
      expect(JSON.parse(fields['risk_item'] ?? '')).toEqual({
        user_info_dt_register: '20261122003005',
        goods_name: 'x',
      });
    },
  );

  it('is what timestamp holds, in China time, on a server in New York', async () => {
    process.env['TZ'] = 'America/New_York';
    const before = Date.now();
    const { fields } = await lianlian.aggregateRedirect.createForm(PAGE);
    const text = fields['timestamp'] ?? '';
    const iso = text.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6+08:00');
    const moment = new Date(iso).getTime();
    expect(moment).toBeGreaterThan(before - 2000);
    expect(moment).toBeLessThanOrEqual(Date.now());
  });

  it('never stands in for dt_order by itself', async () => {
    const { dt_order: _left, ...withoutTime } = WECHAT_QR;
    const error = await refusal(
      lianlian.aggregateDirect.pay(withoutTime as RequestInput<AggregateDirectRequest>),
    );
    expect(error.violations).toEqual([
      { property: 'dt_order', rule: 'required', message: 'dt_order is required' },
    ]);
  });
});

describe("the payer's IP address", () => {
  it.each([
    ['122.11.37.211', '122_11_37_211'],
    ['122_11_37_211', '122_11_37_211'],
    ['::ffff:122.11.37.211', '122_11_37_211'],
    ['::1', '::1'],
  ])('%s is sent as %s', async (given, expected) => {
    const { fields } = await lianlian.aggregateRedirect.createForm({ ...PAGE, userreq_ip: given });
    expect(fields['userreq_ip']).toBe(expected);
  });
});

describe('what the caller leaves out', () => {
  it('comes from the options', async () => {
    const { busi_partner: _left, ...order } = WECHAT_QR;
    await lianlian.aggregateDirect.pay(order);
    expect(gateway.received().fields).toMatchObject({
      notify_url: 'https://shop.example/notify',
      return_url: 'https://shop.example/return',
      busi_partner: '101001',
    });
    const { fields } = await lianlian.aggregateRedirect.createForm(PAGE);
    expect(fields).toMatchObject({
      notify_url: 'https://shop.example/notify',
      url_return: 'https://shop.example/return',
      busi_partner: '109001',
    });
    expect(fields).not.toHaveProperty('return_url');
  });

  it('is what the caller says where the caller says it', async () => {
    const fields = await arriving({
      notify_url: 'https://other.example/n',
      return_url: 'https://other.example/r',
      busi_partner: '109001',
    });
    expect(fields).toMatchObject({
      notify_url: 'https://other.example/n',
      return_url: 'https://other.example/r',
      busi_partner: '109001',
    });
  });

  it('is not sent where the API has no such field', async () => {
    await lianlian.easypayDirect.verify(SMS_STEP);
    expect(Object.keys(gateway.received().fields).sort()).toEqual([
      'dt_order',
      'money_order',
      'no_order',
      'oid_partner',
      'sign',
      'sign_type',
      'token',
      'verify_code',
    ]);
  });

  it('is missed by name when the options lack it too', async () => {
    const bare = await startLianlian(keys, {
      gateway: gateway.url,
      notifyUrl: undefined,
      returnUrl: undefined,
    });
    const { busi_partner: _left, ...order } = WECHAT_QR;
    const error = await refusal(bare.lianlian.aggregateDirect.pay(order));
    await bare.close();
    expect(error.violations).toEqual([
      {
        property: 'busi_partner',
        rule: 'required',
        message: "busi_partner is required: pass it, or set busiPartner in the module's options",
      },
      {
        property: 'notify_url',
        rule: 'required',
        message: "notify_url is required: pass it, or set notifyUrl in the module's options",
      },
    ]);
  });

  it('is filled in where it is fixed: version, api_version, timestamp, sign_type', async () => {
    await lianlian.easypayDirect.apply(CARD);
    expect(gateway.received().fields).toMatchObject({ api_version: '1.0', sign_type: 'RSA' });
    const forms = [
      (await lianlian.aggregateRedirect.createForm(PAGE)).fields,
      (await lianlian.easypayRedirect.createWebForm(EASYPAY_PAGE)).fields,
      JSON.parse(
        (await lianlian.easypayRedirect.createH5Form(EASYPAY_PHONE_PAGE)).fields['req_data'] ?? '',
      ) as Record<string, string>,
    ];
    expect(forms.map((fields) => fields['version'])).toEqual(['1.1', '1.0', '1.0']);
    expect(forms.map((fields) => /^\d{14}$/.test(fields['timestamp'] ?? ''))).toEqual([true, true, true]);
  });
});

describe('a form with the token of a bound card', () => {
  const person = {
    card_no: '6222021001116245702',
    acct_name: '张三丰',
    id_type: '0',
    id_no: '410782198912151334',
  } as const;
  const made = async (token: object): Promise<Readonly<Record<string, string>>[]> => {
    const web = await lianlian.easypayRedirect.createWebForm({ ...EASYPAY_PAGE, ...person, ...token });
    const h5 = await lianlian.easypayRedirect.createH5Form({ ...EASYPAY_PHONE_PAGE, ...person, ...token });
    return [web.fields, JSON.parse(h5.fields['req_data'] ?? '') as Record<string, string>];
  };

  it('shows the browser neither the card nor its owner, and is signed without them', async () => {
    for (const fields of await made({ no_agree: '2016092710100001' })) {
      expect(fields['no_agree']).toBe('2016092710100001');
      for (const [name, value] of Object.entries(person)) {
        expect(fields).not.toHaveProperty(name);
        if (value.length > 1) expect(JSON.stringify(fields)).not.toContain(value);
      }
      expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
    }
  });

  it.each([{}, { no_agree: '' }, { no_agree: ' ' }, { no_agree: undefined }])(
    'is one with %j no such form: the card is sent',
    async (token) => {
      for (const fields of await made(token)) {
        expect(fields).toMatchObject(person);
        expect(fields).not.toHaveProperty('no_agree');
      }
    },
  );

  it('has what LianLian asks for, and nothing of it is dropped from a call', async () => {
    await lianlian.easypayDirect.apply({ ...CARD, no_agree: '2016092710100001' });
    expect(gateway.received().fields).toMatchObject({ acct_name: CARD.acct_name, card_no: CARD.card_no });
  });
});

describe('a request that breaks rules', () => {
  it('is refused with every one of them, and nothing is sent', async () => {
    const error = await refusal(
      lianlian.aggregateDirect.pay({
        ...WECHAT_QR,
        no_order: 'x'.repeat(33),
        money_order: '0',
        name_goods: '',
        pay_type: 'Q' as 'I',
        risk_item: 'no json',
        colour: 'red',
      } as RequestInput<AggregateDirectRequest>),
    );
    expect(error.outcome).toBe('not-sent');
    expect(error.violations.map(({ property, rule }) => `${property}: ${rule}`).sort()).toEqual([
      'colour: unknownField',
      'money_order: amountRange',
      'name_goods: required',
      'no_order: maxLength',
      'pay_type: choice',
      'risk_item: riskItem',
    ]);
    expect(gateway.requests).toEqual([]);
  });

  it.each(['sign', 'sign_type', 'timestamp', 'time_stamp', 'version', 'money_oder', '__proto__'])(
    'is one with the field %s, which callers do not set',
    async (name) => {
      const order = JSON.parse(`${JSON.stringify(PAGE).slice(0, -1)},"${name}":"x"}`) as typeof PAGE;
      const error = await refusal(lianlian.aggregateRedirect.createForm(order));
      expect(error.violations.map(({ property }) => property)).toEqual([name]);
    },
  );

  it('is one whose text could be read as another of its fields once it is signed', async () => {
    const error = await refusal(arriving({ info_order: 'thanks&money_order=0.01' }));
    expect(error.violations).toMatchObject([{ property: 'info_order', rule: 'ambiguousText' }]);
    expect(error.message).toContain('must not contain "&money_order="');
    expect(gateway.requests).toEqual([]);
  });

  it('is none whose own return address names an order: no payer chooses it', async () => {
    const return_url = 'https://shop.example/return?lang=zh&no_order=1&money_order=2';
    expect(await arriving({ return_url })).toMatchObject({ return_url });
  });

  it.each([
    ['a lone surrogate', '\ud83c'],
    ['NUL', 'a\0b'],
  ])('is one with %s, which would not arrive as it was signed', async (_name, info_order) => {
    const error = await refusal(arriving({ info_order }));
    expect(error.violations.map(({ property }) => property)).toEqual(['info_order']);
  });

  it('says for which API and order it was', async () => {
    const error = await refusal(arriving({ money_order: '0' }));
    expect(error.message).toMatch(
      /^Aggregate Payment Direct API, order order-1 was not sent: money_order must/,
    );
  });
});

describe('several merchants', () => {
  let several: App;
  beforeAll(async () => {
    several = await startLianlian(keys, {
      gateway: gateway.url,
      merchants: [
        merchantOptions(keys),
        {
          ...merchantOptions(otherKeys),
          oidPartner: OTHER_OID_PARTNER,
          notifyUrl: 'https://second.example/notify',
          lianlianPublicKey: keys.lianlian.publicKey,
        },
      ],
    });
  });
  afterAll(() => several.close());

  it('sign with their own keys, and have their own defaults', async () => {
    await several.lianlian.aggregateDirect.pay({ ...WECHAT_QR, oid_partner: OTHER_OID_PARTNER });
    const { fields } = gateway.received();
    expect(fields).toMatchObject({
      oid_partner: OTHER_OID_PARTNER,
      notify_url: 'https://second.example/notify',
    });
    expect(isSignedByMerchant(fields, otherKeys.merchant.publicKey)).toBe(true);
    expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(false);
  });

  it('have to be chosen between', async () => {
    const error = await refusal(several.lianlian.aggregateDirect.pay(WECHAT_QR));
    expect(error.violations).toEqual([
      {
        property: 'oid_partner',
        rule: 'required',
        message: 'oid_partner is required, because the module has several merchants',
      },
    ]);
  });

  it('are no others', async () => {
    const unknown = { oid_partner: '201304121000007007' };
    for (const service of [several.lianlian, lianlian]) {
      const error = await refusal(service.aggregateQuery.query({ no_order: '1', ...unknown }));
      expect(error.violations).toEqual([
        {
          property: 'oid_partner',
          rule: 'unknownMerchant',
          message: 'oid_partner names a merchant that the module was not given',
        },
      ]);
    }
    expect(gateway.requests).toEqual([]);
  });

  it('may be named where there is but one', async () => {
    expect((await arriving({ oid_partner: OID_PARTNER }))['oid_partner']).toBe(OID_PARTNER);
  });
});

describe('the address of an API', () => {
  it('keeps its path at the gateway', async () => {
    for (const [, call] of [...PAYING_CALLS, ...QUERIES]) await call(lianlian);
    expect(gateway.requests.map(({ path }) => path)).toEqual([
      '/llwalletapi/combinepay.htm',
      '/easypay.htm',
      '/easypayverify.htm',
      '/v1/bankcardpay',
      '/exchange/v1/bankcardpayapply',
      '/exchange/v1/bankcardpayverify',
      '/llwalletapi/orderquery.htm',
      '/orderquery.htm',
      '/orderquery.htm',
      '/exchangeorderquery.htm',
    ]);
    const forms = [
      await lianlian.aggregateRedirect.createForm(PAGE),
      await lianlian.easypayRedirect.createWebForm(EASYPAY_PAGE),
      await lianlian.easypayRedirect.createH5Form(EASYPAY_PHONE_PAGE),
    ];
    expect(forms.map(({ action }) => action.slice(gateway.url.length))).toEqual([
      '/aggregateweb/gateway.htm',
      '/payment/traveleasypay.htm',
      '/travlepay.htm',
    ]);
  });

  it("is LianLian's own without a gateway", async () => {
    const real = await startLianlian(keys);
    const forms = [
      await real.lianlian.aggregateRedirect.createForm(PAGE),
      await real.lianlian.easypayRedirect.createWebForm(EASYPAY_PAGE),
      await real.lianlian.easypayRedirect.createH5Form(EASYPAY_PHONE_PAGE),
    ];
    await real.close();
    expect(forms.map(({ action }) => action)).toEqual([
      'https://wallet.lianlianpay.com/aggregateweb/gateway.htm',
      'https://payment.lianlianpay.com/payment/traveleasypay.htm',
      'https://wap.lianlianpay.com/travlepay.htm',
    ]);
  });

  it('is replaced whole by an endpoint of its own, which is stronger than the gateway', async () => {
    const moved = await startLianlian(keys, {
      gateway: 'http://127.0.0.1:1',
      endpoints: { 'aggregate.query': `${gateway.url}/elsewhere/query?edition=2` },
    });
    await moved.lianlian.aggregateQuery.query({ no_order: 'order-1' });
    const form = await moved.lianlian.aggregateRedirect.createForm(PAGE);
    await moved.close();
    expect(gateway.received().path).toBe('/elsewhere/query?edition=2');
    expect(form.action).toBe('http://127.0.0.1:1/aggregateweb/gateway.htm');
  });
});

describe('SHA256withRSA', () => {
  it('is used where an API takes it, and RSA everywhere else', async () => {
    const modern = await startLianlian(keys, { gateway: gateway.url, signType: 'SHA256withRSA' });
    for (const [, call] of [...PAYING_CALLS, ...QUERIES]) await call(modern.lianlian);
    const form = await modern.lianlian.aggregateRedirect.createForm(PAGE);
    await modern.close();
    expect(gateway.requests.map(({ path, fields }) => [path, fields['sign_type']])).toEqual([
      ['/llwalletapi/combinepay.htm', 'RSA'],
      ['/easypay.htm', 'SHA256withRSA'],
      ['/easypayverify.htm', 'SHA256withRSA'],
      ['/v1/bankcardpay', 'SHA256withRSA'],
      ['/exchange/v1/bankcardpayapply', 'RSA'],
      ['/exchange/v1/bankcardpayverify', 'RSA'],
      ['/llwalletapi/orderquery.htm', 'RSA'],
      ['/orderquery.htm', 'RSA'],
      ['/orderquery.htm', 'RSA'],
      ['/exchangeorderquery.htm', 'RSA'],
    ]);
    expect(form.fields['sign_type']).toBe('RSA');
    const all = [...gateway.requests.map(({ fields }) => fields), form.fields];
    expect(all.map((fields) => isSignedByMerchant(fields, keys.merchant.publicKey))).toEqual(
      all.map(() => true),
    );
  });
});

describe.each([1024, 2048, 4096])('a merchant key of %i bits', (bits) => {
  it('signs calls that LianLian can verify', async () => {
    const own = generateKeyPairSync('rsa', { modulusLength: bits });
    const merchant = await startLianlian(
      { merchant: own, lianlian: keys.lianlian },
      { gateway: gateway.url },
    );
    await merchant.lianlian.aggregateDirect.pay(WECHAT_QR);
    await merchant.close();
    expect(isSignedByMerchant(gateway.received().fields, own.publicKey)).toBe(true);
  });
});
