import { inspect } from 'node:util';

import {
  LianlianApiError,
  type LianlianError,
  type LianlianService,
  LianlianSignatureError,
  LianlianTransportError,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { RETURN_CODE_ROWS } from '../../../lib/common/codes/return-codes.data.js';
import { OID_PARTNER, OTHER_OID_PARTNER, testKeys } from '../../support/merchant.js';
import { type App, startLianlian } from './support/app.js';
import { type Gateway, startGateway } from './support/gateway.js';
import { signature, signedResponse, sourceOf } from './support/lianlian-side.js';
import {
  CARD,
  ENCRYPTED_PAYING_CALLS,
  PAYING_CALLS,
  QUERIES,
  SMS_STEP,
  SUCCESS,
  WECHAT_QR,
} from './support/samples.js';

const keys = testKeys();
const stranger = testKeys();
const key = keys.lianlian.privateKey;
let gateway: Gateway;
let app: App;
let lianlian: LianlianService;

beforeAll(async () => {
  gateway = await startGateway();
  app = await startLianlian(keys, { gateway: gateway.url, busiPartner: '109001' });
  lianlian = app.lianlian;
});
afterAll(async () => {
  await app.close();
  await gateway.stop();
});
beforeEach(() => {
  gateway.reset();
});

type ErrorClass<E> = abstract new (...args: never[]) => E;

async function thrown<E extends LianlianError>(call: Promise<unknown>, type: ErrorClass<E>): Promise<E> {
  const error: unknown = await call.then(
    (response) => {
      throw new Error(`an error was expected, not ${inspect(response)}`);
    },
    (reason: unknown) => reason,
  );
  if (error instanceof type) return error;
  throw new Error(`a ${type.name} was expected, not ${inspect(error)}`);
}

describe.each([...PAYING_CALLS, ...ENCRYPTED_PAYING_CALLS, ...QUERIES])(
  'the response to %s',
  (_name, call) => {
    it('is given to the caller with its fields, once it is verified', async () => {
      gateway.behave(() => signedResponse({ ...SUCCESS, oid_paybill: '2026112100000001' }, key));
      const response = await call(lianlian);
      expect({ ...response }).toMatchObject({ ...SUCCESS, oid_paybill: '2026112100000001' });
    });

    it.each<[string, () => string]>([
      ['without a signature', () => JSON.stringify(SUCCESS)],
      ['with an empty signature', () => JSON.stringify({ ...SUCCESS, sign_type: 'RSA', sign: '' })],
      ['signed by somebody else', () => signedResponse(SUCCESS, stranger.lianlian.privateKey)],
      ["signed with the merchant's own key", () => signedResponse(SUCCESS, keys.merchant.privateKey)],
      [
        'with an altered field',
        () => signedResponse({ ...SUCCESS, ret_msg: 'x' }, key).replace('"x"', '"y"'),
      ],
      ['with an added field', () => signedResponse(SUCCESS, key).replace('{', '{"result_pay":"SUCCESS",')],
      ['with a field taken away', () => signedResponse(SUCCESS, key).replace('"ret_msg":"交易成功",', '')],
      ['signed as MD5', () => signedResponse({ ...SUCCESS, sign_type: 'MD5' }, key)],
      [
        'signed as SHA256withRSA, which is not agreed',
        () => signedResponse(SUCCESS, key, { signType: 'SHA256withRSA' }),
      ],
      ['about another merchant', () => signedResponse({ ...SUCCESS, oid_partner: OTHER_OID_PARTNER }, key)],
      ['about another order', () => signedResponse({ ...SUCCESS, no_order: 'order-2' }, key)],
    ])('is refused %s, and the outcome is unknown', async (_how, response) => {
      gateway.behave(response);
      const error = await thrown(call(lianlian), LianlianSignatureError);
      expect(error.outcome).toBe('unknown');
      expect(error.message).toContain('order-1');
      expect(gateway.requests).toHaveLength(1);
    });

    it('is refused with the likely cause', async () => {
      gateway.behave(() => signedResponse({ ...SUCCESS, ret_msg: 'x' }, key).replace('"x"', '"y"'));
      const altered = await thrown(call(lianlian), LianlianSignatureError);
      expect(altered.message).toContain(
        'Likely cause: What was signed is not this text. 签名的内容与收到的内容不一致。',
      );
      gateway.behave(() => signedResponse(SUCCESS, keys.merchant.privateKey));
      const own = await thrown(call(lianlian), LianlianSignatureError);
      expect(own.message).toContain('Likely cause: It was signed with another key. 签名使用的密钥不对。');
    });
  },
);

describe('an amount in a response', () => {
  it.each(['49.950', '49.95', '49.9500'])('%s is the 49.95 that was asked', async (money_order) => {
    gateway.behave(() => signedResponse({ ...SUCCESS, money_order }, key));
    expect((await lianlian.aggregateDirect.pay(WECHAT_QR)).money_order).toBe(money_order);
  });

  it('is kept as it was written, a number too', async () => {
    const texts = { ...SUCCESS, money_order: '1000.0', sign_type: 'RSA' };
    const document = JSON.stringify({ ...texts, sign: signature(sourceOf(texts), key) });
    gateway.behave(() => document.replace('"1000.0"', '1000.0'));
    const response = await lianlian.aggregateDirect.pay({ ...WECHAT_QR, money_order: '1000' });
    expect(response.money_order).toBe('1000.0');
  });

  it.each(['49.96', '0.01', '4995', '49.951', '-49.95', 'abc'])(
    '%s is not the 49.95 that was asked',
    async (money_order) => {
      gateway.behave(() => signedResponse({ ...SUCCESS, money_order }, key));
      const error = await thrown(lianlian.aggregateDirect.pay(WECHAT_QR), LianlianSignatureError);
      expect(error.outcome).toBe('unknown');
      expect(error.message).toContain('its money_order is not that of the request');
    },
  );
});

describe('a verified response', () => {
  it('is refused where its amount is not in yuan, which the request is', async () => {
    gateway.behave(() => signedResponse({ ...SUCCESS, currency_order: 'USD' }, key));
    const error = await thrown(lianlian.aggregateDirect.pay(WECHAT_QR), LianlianSignatureError);
    expect(error).toMatchObject({ outcome: 'unknown' });
    expect(error.message).toContain('its currency_order is not that of the request');
    gateway.behave(() => signedResponse({ ...SUCCESS, currency_order: 'CNY' }, key));
    expect(await lianlian.aggregateDirect.pay(WECHAT_QR)).toMatchObject({ currency_order: 'CNY' });
  });

  it('may miss fields, have longer ones and unknown ones', async () => {
    gateway.behave(() =>
      signedResponse({ ret_code: '0000', ret_msg: 'x'.repeat(500), something_new: '1', pay_type: 'I' }, key),
    );
    const response = await lianlian.aggregateDirect.pay(WECHAT_QR);
    expect({ ...response }).toMatchObject({ ret_msg: 'x'.repeat(500), something_new: '1' });
    expect(response.no_order).toBe(undefined);
  });

  it.each(['{"__proto__":{"polluted":"1"},', '{"no_order":"order-1",'])(
    'is not one with a name twice or __proto__: %s',
    async (start) => {
      gateway.behave(() => signedResponse(SUCCESS, key).replace('{', start));
      const error = await thrown(lianlian.aggregateDirect.pay(WECHAT_QR), LianlianTransportError);
      expect(error.outcome).toBe('unknown');
      expect(Reflect.get({}, 'polluted')).toBe(undefined);
    },
  );
});

describe('SHA256withRSA, where it is agreed', () => {
  it.each(['SHA256withRSA', 'SHA256WITHRSA', 'sha256withrsa'])('is recognized spelt %s', async (spelt) => {
    const modern = await startLianlian(keys, { gateway: gateway.url, signType: 'SHA256withRSA' });
    gateway.behave(() =>
      signedResponse({ ...SUCCESS, sign_type: spelt }, key, { signType: 'SHA256withRSA' }),
    );
    const response = await modern.lianlian.easypayDirect.verify(SMS_STEP);
    await modern.close();
    expect(response.sign_type).toBe(spelt);
  });

  it('leaves RSA responses valid, and MD5 refused', async () => {
    const modern = await startLianlian(keys, { gateway: gateway.url, signType: 'SHA256withRSA' });
    gateway.behave(() => signedResponse(SUCCESS, key));
    expect((await modern.lianlian.easypayDirect.verify(SMS_STEP)).sign_type).toBe('RSA');
    gateway.behave(() =>
      signedResponse({ ...SUCCESS, sign_type: 'MD5' }, key, { signType: 'SHA256withRSA' }),
    );
    await thrown(modern.lianlian.easypayDirect.verify(SMS_STEP), LianlianSignatureError);
    await modern.close();
  });
});

describe('payLoad', () => {
  const paid = (pay_type: 'I' | 'W' | 'Y'): Promise<{ payLoad?: unknown }> =>
    lianlian.aggregateDirect.pay({ ...WECHAT_QR, pay_type, appid: 'wx1', openid: 'o-1' });

  it('is text for a QR code', async () => {
    gateway.behave(() => signedResponse({ ...SUCCESS, payLoad: 'weixin://wxpay/bizpayurl?pr=1' }, key));
    expect((await paid('I')).payLoad).toBe('weixin://wxpay/bizpayurl?pr=1');
  });

  it('is an object for WeChat pages when it comes as text', async () => {
    gateway.behave(() => signedResponse({ ...SUCCESS, payLoad: '{"timeStamp":"1","package":"a=b"}' }, key));
    expect((await paid('W')).payLoad).toEqual({ timeStamp: '1', package: 'a=b' });
  });

  it.each(['byte', 'case-insensitive'])(
    'is an object for WeChat when it comes as one, signed over its odd spacing, in %s order',
    async (order) => {
      const raw = '{ "appid" : "wx1",\n\t"timestamp":1.0 ,"list": [ ] }';
      const rest = `no_order=order-1`;
      const [first, second] = [`payLoad=${raw}`, 'pay_type=Y'];
      const pair = order === 'byte' ? `${first}&${second}` : `${second}&${first}`;
      const sign = signature(`${rest}&${pair}&ret_code=0000&sign_type=RSA`, key);
      gateway.behave(
        () =>
          `{"ret_code":"0000","no_order":"order-1","pay_type":"Y","payLoad":${raw},"sign_type":"RSA","sign":"${sign}"}`,
      );
      expect((await paid('Y')).payLoad).toEqual({ appid: 'wx1', timestamp: 1, list: [] });
    },
  );
});

describe('fields of a query that LianLian may leave unsigned', () => {
  const extra = { bank_name: '招商银行', memo: '余额不足', card_no: '622588******1234' };

  const isCurrency = ([name]: (typeof QUERIES)[number]): boolean => name.includes('foreign currency');

  it.each(QUERIES.filter((query) => !isCurrency(query)))(
    'pass signed and unsigned alike in %s',
    async (_name, call) => {
      gateway.behave(() => signedResponse(SUCCESS, key, { unsigned: extra }));
      expect({ ...(await call(lianlian)) }).toMatchObject(extra);
      gateway.behave(() => signedResponse({ ...SUCCESS, ...extra }, key));
      expect({ ...(await call(lianlian)) }).toMatchObject(extra);
    },
  );

  it.each(QUERIES.filter(isCurrency))('are not left unsigned in %s', async (_name, call) => {
    gateway.behave(() => signedResponse(SUCCESS, key, { unsigned: extra }));
    await thrown(call(lianlian), LianlianSignatureError);
  });

  it('are not left unsigned in a payment', async () => {
    gateway.behave(() => signedResponse(SUCCESS, key, { unsigned: extra }));
    await thrown(lianlian.easypayDirect.verify(SMS_STEP), LianlianSignatureError);
  });
});

describe('the state of a card payment', () => {
  it.each([
    [{ ret_code: '0000', token: 't-1' }, 'sms-sent'],
    [{ ret_code: '8888', token: 't-1' }, 'sms-sent'],
    [{ ret_code: '8888' }, 'sms-sent'],
    [{ ret_code: '0000', result_pay: 'SUCCESS' }, 'paid'],
    [{ ret_code: '0000', result_pay: 'SUCCESS', token: 't-1' }, 'paid'],
    [{ ret_code: '0000', result_pay: 'SUCCESS', pay_type: 'F' }, 'authorized'],
    [{ ret_code: '0000', result_pay: 'APPLY_SUCCESS' }, 'authorized'],
    [{ ret_code: '0000', result_pay: 'PROCESSING' }, 'processing'],
    [{ ret_code: '0000', result_pay: 'SOMETHING' }, 'processing'],
    [{ ret_code: '0000' }, 'processing'],
  ])('after %j to the first step is %s', async (response, state) => {
    gateway.behave(() => signedResponse({ ...SUCCESS, ...(response as Record<string, string>) }, key));
    expect((await lianlian.easypayDirect.apply(CARD)).state).toBe(state);
  });

  it.each([
    [{ result_pay: 'SUCCESS' }, 'paid'],
    [{ result_pay: 'SUCCESS', pay_type: 'F' }, 'authorized'],
    [{ result_pay: 'APPLY_SUCCESS' }, 'authorized'],
    [{ result_pay: 'PROCESSING' }, 'processing'],
    [{}, 'processing'],
  ])('after %j to the SMS code is %s', async (response, state) => {
    gateway.behave(() => signedResponse({ ...SUCCESS, ...(response as Record<string, string>) }, key));
    expect((await lianlian.easypayDirect.verify(SMS_STEP)).state).toBe(state);
  });

  it('is not what the response calls state', async () => {
    gateway.behave(() => signedResponse({ ...SUCCESS, state: 'paid' }, key));
    expect((await lianlian.easypayDirect.verify(SMS_STEP)).state).toBe('processing');
  });

  it('has 8888 for the first step alone: elsewhere that is an error', async () => {
    gateway.behave(() => signedResponse({ ...SUCCESS, ret_code: '8888' }, key));
    await thrown(lianlian.easypayDirect.verify(SMS_STEP), LianlianApiError);
    gateway.behave(() => JSON.stringify({ ret_code: '8888', ret_msg: '短信已下发', token: 't-1' }));
    await thrown(lianlian.easypayDirect.apply(CARD), LianlianSignatureError);
  });
});

describe('an error of LianLian', () => {
  it('is an error unsigned too, with what is known of it', async () => {
    gateway.behave(() => '{"ret_code":"8901","ret_msg":"没有记录"}');
    const error = await thrown(lianlian.aggregateQuery.query({ no_order: 'order-1' }), LianlianApiError);
    expect(error).toMatchObject({
      name: 'LianlianApiError',
      ret_code: '8901',
      ret_msg: '没有记录',
      category: 'not_found',
      outcome: 'failed',
    });
    expect(error.description).toMatch(/[a-z]{3,}/);
    expect(error.message).toMatch(
      /^Aggregate Payment Result Query API, order order-1: LianLian answered 8901 没有记录\. /,
    );
  });

  it('may be signed, and then the signature has to be right', async () => {
    gateway.behave(() => signedResponse({ ret_code: '1004', ret_msg: 'money_order' }, key));
    const error = await thrown(lianlian.aggregateDirect.pay(WECHAT_QR), LianlianApiError);
    expect([error.ret_code, error.category, error.outcome]).toEqual(['1004', 'invalid_request', 'failed']);
    for (const forged of [
      signedResponse({ ret_code: '1004', ret_msg: 'money_order' }, stranger.lianlian.privateKey),
      signedResponse({ ret_code: '1004', ret_msg: 'money_order' }, key).replace('1004', '1005'),
      signedResponse({ ret_code: '1004', sign_type: 'MD5' }, key),
    ]) {
      gateway.behave(() => forged);
      const refused = await thrown(lianlian.aggregateDirect.pay(WECHAT_QR), LianlianSignatureError);
      expect(refused.outcome).toBe('unknown');
    }
  });

  it.each([
    ['1000', 'token', 'failed'],
    ['1001', 'invalid_signature', 'failed'],
    ['1002', 'duplicate', 'unknown'],
    ['1003', 'pending', 'unknown'],
    ['1004', 'invalid_request', 'failed'],
    ['1005', 'payment_failed', 'failed'],
    ['0106', 'unavailable', 'unknown'],
    ['2007', 'already_done', 'unknown'],
    ['4005', 'merchant', 'failed'],
    ['4242', undefined, 'unknown'],
    ['PR07', undefined, 'unknown'],
    ['', undefined, 'unknown'],
    ['00000', undefined, 'unknown'],
    [' 0000', undefined, 'unknown'],
  ])('with %s is of category %s and its outcome is %s', async (ret_code, category, outcome) => {
    gateway.behave(() => JSON.stringify({ ret_code, ret_msg: '。' }));
    const error = await thrown(lianlian.aggregateDirect.pay(WECHAT_QR), LianlianApiError);
    expect([error.ret_code, error.category, error.outcome]).toEqual([ret_code, category, outcome]);
    expect(error.message).toContain(
      outcome === 'failed' ? 'Nothing was done' : 'query it before you send it again',
    );
    expect(gateway.requests).toHaveLength(1);
  });

  it('has the outcome of its category, for every code that LianLian documents', async () => {
    const codes = Object.entries(RETURN_CODE_ROWS).map(([code, [category]]) => ({ code, category }));
    const unknown = ['pending', 'unavailable', 'duplicate', 'already_done', 'other'];
    // A refund that failed, says LianLian, and that is to be queried first: it may have been made all the same.
    const unknownRefunds = ['5005', '9920'];
    const errors = codes.filter(({ code }) => code !== '0000');
    expect(errors.length).toBeGreaterThan(50);
    expect(new Set(errors.map(({ category }) => category)).size).toBeGreaterThan(15);
    for (const { code, category } of errors) {
      gateway.behave(() => JSON.stringify({ ret_code: code, ret_msg: 'x' }));
      const error = await thrown(lianlian.aggregateDirect.pay(WECHAT_QR), LianlianApiError);
      const isUnknown = unknown.includes(category) || unknownRefunds.includes(code);
      const expected = isUnknown ? 'unknown' : 'failed';
      expect([code, error.category, error.outcome]).toEqual([code, category, expected]);
    }
  });

  it("says the same of 9901 with the risk control's text as of 9910, in category and words alike", async () => {
    gateway.behave(() => '{"ret_code":"9910","ret_msg":"x"}');
    const risk = await thrown(lianlian.aggregateDirect.pay(WECHAT_QR), LianlianApiError);
    gateway.behave(() => '{"ret_code":"9901","ret_msg":"请求报文非法"}');
    const plain = await thrown(lianlian.aggregateDirect.pay(WECHAT_QR), LianlianApiError);
    gateway.behave(() => JSON.stringify({ ret_code: '9901', ret_msg: '风险等级过高' }));
    const same = await thrown(lianlian.aggregateDirect.pay(WECHAT_QR), LianlianApiError);
    expect(plain.category).not.toBe(risk.category);
    expect([same.category, same.description]).toEqual([risk.category, risk.description]);
  });

  it('is answered once: an error is never asked for again, not even by a query', async () => {
    gateway.behave(() => '{"ret_code":"9999","ret_msg":"系统错误"}');
    for (const [, call] of [...PAYING_CALLS, ...QUERIES]) {
      gateway.reset();
      await thrown(call(lianlian), LianlianApiError);
      expect(gateway.requests).toHaveLength(1);
    }
  });
});

describe('two merchants with one LianLian', () => {
  it('never take a response for the other one', async () => {
    gateway.behave(() => signedResponse({ ...SUCCESS, oid_partner: OTHER_OID_PARTNER }, key));
    const error = await thrown(
      lianlian.aggregateQuery.query({ no_order: 'order-1', oid_partner: OID_PARTNER }),
      LianlianSignatureError,
    );
    expect(error.message).toContain('its oid_partner is not that of the request');
  });

  it('never take the response about an order of another day, where a time was sent', async () => {
    const response = {
      ret_code: '0000',
      no_order: 'order-1',
      dt_order: '20170802225714',
      result_pay: 'SUCCESS',
    };
    gateway.behave(() => signedResponse(response, key));
    const error = await thrown(
      lianlian.aggregateQuery.query({ no_order: 'order-1', dt_order: '20170801225714' }),
      LianlianSignatureError,
    );
    expect(error.message).toContain('its dt_order is not that of the request');
    const { dt_order } = await lianlian.aggregateQuery.query({ no_order: 'order-1' });
    expect(dt_order).toBe('20170802225714');
  });

  it('never take a response about another transaction', async () => {
    gateway.behave(() => signedResponse({ ret_code: '0000', oid_paybill: '2' }, key));
    const error = await thrown(lianlian.aggregateQuery.query({ oid_paybill: '1' }), LianlianSignatureError);
    expect(error.message).toContain('its oid_paybill is not that of the request');
  });
});
