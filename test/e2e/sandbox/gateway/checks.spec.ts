import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import {
  call,
  callWith,
  chinaTime,
  type Fields,
  isSigned,
  orders,
  PATHS,
  signed,
  startSandbox,
  submit,
} from '../support/merchant.js';

const NOTIFY = 'http://127.0.0.1:9/notify';
const DAY_MS = 24 * 60 * 60_000;

let sandbox: LianlianSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

let orderNumber = 0;
/** An order of its own for each check. */
function direct(changes: Fields = {}): Fields {
  orderNumber += 1;
  return { ...orders.direct(sandbox, NOTIFY), no_order: `c-${String(orderNumber)}`, ...changes };
}
function apply(changes: Fields = {}): Fields {
  orderNumber += 1;
  return { ...orders.apply(sandbox, NOTIFY), no_order: `c-${String(orderNumber)}`, ...changes };
}
function without(fields: Fields, ...names: string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

describe('reading a request', () => {
  it.each(['', 'null', '[]', '{', '{"a":1,"a":2}'])(
    '1012 for a body that is not one object: %s',
    async (body) => {
      const { fields } = await callWith(sandbox, PATHS.direct, body);
      expect(fields).toEqual({ ret_code: '1012', ret_msg: '请求报文解析失败' });
    },
  );

  it('1012 for a body that is too long, and for a form field that occurs twice', async () => {
    const { fields } = await callWith(sandbox, PATHS.direct, `{"a":"${'x'.repeat(300_000)}"}`);
    expect(fields['ret_code']).toBe('1012');
    const body = 'no_order=1&no_order=2';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(sandbox.url + PATHS.redirect, { method: 'POST', body, headers });
    expect(await response.text()).toContain('data-testid="ret_code">1012<');
  });

  it('3001 for an unknown merchant, before its signature is looked at', async () => {
    const { fields } = await call(sandbox, PATHS.direct, direct({ oid_partner: '201304121000009999' }));
    expect(fields).toEqual({ ret_code: '3001', ret_msg: '非法商户' });
  });

  it('405 for another method than POST', async () => {
    expect((await fetch(sandbox.url + PATHS.direct)).status).toBe(405);
    expect((await fetch(`${sandbox.url}/nothing`)).status).toBe(404);
  });
});

describe('1001, the merchant’s signature', () => {
  it('refuses a changed field, with a signed response', async () => {
    const request = signed(direct(), sandbox.options.privateKey);
    const { fields } = await callWith(
      sandbox,
      PATHS.direct,
      JSON.stringify({ ...request, money_order: '0.01' }),
    );
    expect(fields).toMatchObject({ ret_code: '1001', ret_msg: '商户请求签名错误' });
    expect(isSigned(fields, sandbox)).toBe(true);
  });

  it('refuses another merchant’s key, and a request without a signature', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 1024,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const foreign = await callWith(sandbox, PATHS.direct, JSON.stringify(signed(direct(), privateKey)));
    expect(foreign.fields['ret_code']).toBe('1001');
    const unsigned = await callWith(sandbox, PATHS.direct, JSON.stringify(direct()));
    expect(unsigned.fields['ret_code']).toBe('1001');
  });

  it('takes SHA256withRSA where the API’s rules name it, and nowhere else', async () => {
    const accepted = await call(sandbox, PATHS.apply, apply({ sign_type: 'SHA256withRSA' }), 'RSA-SHA256');
    expect(accepted.fields).toMatchObject({ ret_code: '0000', sign_type: 'SHA256WITHRSA' });
    expect(isSigned(accepted.fields, sandbox, { digest: 'RSA-SHA256' })).toBe(true);
    const refused = await call(sandbox, PATHS.direct, direct({ sign_type: 'SHA256withRSA' }), 'RSA-SHA256');
    expect(refused.fields['ret_code']).toBe('1001');
  });

  it('takes the name of an algorithm in any case, and refuses MD5 and a false name', async () => {
    expect((await call(sandbox, PATHS.direct, direct({ sign_type: 'rsa' }))).fields['ret_code']).toBe('0000');
    expect((await call(sandbox, PATHS.direct, direct({ sign_type: 'MD5' }))).fields['ret_code']).toBe('1001');
    const lying = await call(sandbox, PATHS.apply, apply({ sign_type: 'SHA256withRSA' }), 'RSA-MD5');
    expect(lying.fields['ret_code']).toBe('1001');
  });

  it('shows the source on the page of a redirect, without secret values', async () => {
    const request = { ...orders.redirect(sandbox, NOTIFY), acct_name: '张三', id_no: '339005198901194918' };
    const body = new URLSearchParams({ ...request, sign: 'AAAA' });
    const response = await fetch(sandbox.url + PATHS.redirect, { method: 'POST', body });
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('data-testid="ret_code">1001<');
    expect(page).toContain('acct_name=***&amp;busi_partner=109001&amp;dt_order=');
    expect(page).toContain('&amp;version=1.1');
    expect(page).not.toMatch(/张三|339005198901194918|13958069593/);
  });
});

describe('1004, the fields', () => {
  const wrong: readonly (readonly [rule: string, request: () => Fields, names: string])[] = [
    ['required', () => without(direct(), 'name_goods'), 'name_goods'],
    ['required, blank', () => direct({ name_goods: '  ' }), 'name_goods'],
    ['too long, in characters', () => direct({ name_goods: '😀'.repeat(41) }), 'name_goods'],
    ['enumeration', () => direct({ pay_type: 'X' }), 'pay_type'],
    ['amount: three decimals', () => direct({ money_order: '1.000' }), 'money_order'],
    ['amount: no digit after the point', () => direct({ money_order: '1.' }), 'money_order'],
    ['amount: separators', () => direct({ money_order: '1,000.00' }), 'money_order'],
    ['amount: leading zero', () => direct({ money_order: '01.00' }), 'money_order'],
    ['amount: zero', () => direct({ money_order: '0.00' }), 'money_order'],
    ['amount: too much', () => direct({ money_order: '100000000.01' }), 'money_order'],
    ['time: not a real one', () => direct({ dt_order: '20260231000000' }), 'dt_order'],
    ['time: short', () => direct({ dt_order: '20260228' }), 'dt_order'],
    ['url', () => direct({ notify_url: 'ftp://shop.example/notify' }), 'notify_url'],
    ['JSON', () => direct({ risk_item: '[]' }), 'risk_item'],
    ['18 digits', () => direct({ col_oidpartner: '123' }), 'col_oidpartner'],
    ['ID number, whatever its type', () => direct({ id_no: '123', id_type: '2' }), 'id_no'],
    ['needed for WeChat apps', () => direct({ pay_type: 'Y' }), 'appid'],
    ['needed for official accounts', () => direct({ pay_type: 'W', appid: 'wx1' }), 'openid'],
    [
      'exclusive',
      () => direct({ col_userid: 'u-2', col_oidpartner: '201304121000001005' }),
      'col_userid,col_oidpartner',
    ],
    [
      'four recipients',
      () => direct({ shareing_data: Array(4).fill('a^1^1.00^x').join('|') }),
      'shareing_data',
    ],
    ['recipient: three parts', () => direct({ shareing_data: 'a^1^1.00' }), 'shareing_data'],
    ['recipient: type', () => direct({ shareing_data: 'a^2^1.00^x' }), 'shareing_data'],
    ['recipient: amount', () => direct({ shareing_data: 'a^1^1.0^x' }), 'shareing_data'],
    [
      'recipient: description',
      () => direct({ shareing_data: `a^1^1.00^${'x'.repeat(86)}` }),
      'shareing_data',
    ],
    ['shares above the amount', () => direct({ shareing_data: 'a^1^210.91^x' }), 'shareing_data'],
  ];
  it.each(wrong)('aggregate.direct: %s', async (_, request, names) => {
    const { fields } = await call(sandbox, PATHS.direct, request());
    expect(fields).toMatchObject({ ret_code: '1004', ret_msg: `商户请求参数校验错误（${names}）` });
    expect(isSigned(fields, sandbox)).toBe(true);
  });

  const wrongCard: readonly (readonly [rule: string, request: () => Fields, names: string])[] = [
    ['fixed value', () => apply({ api_version: '1.1' }), 'api_version'],
    ['card needed', () => without(apply(), 'card_no'), 'card_no'],
    ['name needed', () => without(apply(), 'acct_name'), 'acct_name'],
    ['mobile needed, also with no_agree absent', () => without(apply(), 'bind_mob'), 'bind_mob'],
    ['mobile', () => apply({ bind_mob: '12345' }), 'bind_mob'],
    ['ID card number', () => apply({ id_no: '1234567' }), 'id_no'],
    ['expiry without CVV', () => apply({ vali_date: '1402' }), 'vali_date,cvv2'],
    ['credit card without expiry', () => apply({ pay_type: 'N' }), 'vali_date'],
    ['minutes', () => apply({ valid_order: '1.5' }), 'valid_order'],
  ];
  it.each(wrongCard)('easypay.apply: %s', async (_, request, names) => {
    const { fields } = await call(sandbox, PATHS.apply, request());
    expect(fields).toMatchObject({ ret_code: '1004', ret_msg: `商户请求参数校验错误（${names}）` });
  });

  const explained: readonly (readonly [request: () => Fields, en: string, zh: string])[] = [
    [
      () => direct({ name_goods: 'x'.repeat(41) }),
      'name_goods may have 40 characters at most.',
      'name_goods 最多 40 个字符。',
    ],
    [() => direct({ pay_type: 'X' }), 'pay_type must be one of ', 'pay_type 须为 '],
    [
      () => direct({ money_order: '1.000' }),
      'money_order must be an amount with two decimals (49.95).',
      'money_order 须为两位小数的金额（49.95）。',
    ],
    [() => direct({ money_order: '0.00' }), 'money_order must be from 0.01 to ', 'money_order 须在 0.01 至 '],
    [
      () => direct({ dt_order: '20260231000000' }),
      'dt_order must be a time in China, yyyyMMddHHmmss.',
      'dt_order 须为北京时间，格式 yyyyMMddHHmmss。',
    ],
    [
      () => direct({ col_userid: 'u-2', col_oidpartner: '201304121000001005' }),
      'Only one of col_userid, col_oidpartner may be sent.',
      'col_userid、col_oidpartner 只能填写一项。',
    ],
  ];
  it.each(explained)('the rule that is broken stands beside it (%#)', async (request, en, zh) => {
    const sent = request();
    await call(sandbox, PATHS.direct, sent);
    const explanation = sandbox.requests.at(-1)?.explanation;
    expect(explanation?.en).toContain(en);
    expect(explanation?.zh).toContain(zh);
  });

  it('the rule names no value that was sent', async () => {
    await call(sandbox, PATHS.direct, direct({ id_no: '110101secret' }));
    const { explanation } = sandbox.requests.at(-1) ?? {};
    expect(explanation?.en).toBe('id_no must be the number of an ID card, of 15 or 18 characters.');
    await call(sandbox, PATHS.apply, apply({ api_version: '1.1', card_no: '6222001541224612579' }));
    expect(sandbox.requests.at(-1)?.explanation?.en).toBe('api_version must be 1.0.');
  });

  const wrongPage: readonly (readonly [rule: string, changes: Fields, names: string])[] = [
    ['IP address with dots', { userreq_ip: '122.11.37.256' }, 'userreq_ip'],
    ['IP address', { userreq_ip: '122_11_37_256' }, 'userreq_ip'],
    ['bank without its pay_type', { bank_code: '01020000' }, 'bank_code,pay_type'],
    ['whole number', { valid_order: '-1' }, 'valid_order'],
  ];
  it.each(wrongPage)('aggregate.redirect: %s', async (_, changes, names) => {
    const page = await submit(sandbox, PATHS.redirect, { ...orders.redirect(sandbox, NOTIFY), ...changes });
    expect(page).toContain(`data-testid="ret_msg">商户请求参数校验错误（${names}）<`);
  });

  it('easypay.h5Redirect: six hex digits', async () => {
    const page = await submit(sandbox, PATHS.h5, { ...orders.h5(sandbox, NOTIFY), bg_color: 'red' });
    expect(page).toContain('校验错误（bg_color）');
  });

  it('queries: one of two fields', async () => {
    const query = { oid_partner: sandbox.options.oidPartner, sign_type: 'RSA' };
    const { fields } = await call(sandbox, PATHS.aggregateQuery, query);
    expect(fields['ret_msg']).toBe('商户请求参数校验错误（no_order,oid_paybill）');
  });

  it('refuses JSON values that are not text, and takes whole numbers where the documents say Int', async () => {
    const asNumber = async (request: Fields, name: string): Promise<string | undefined> => {
      const body = JSON.stringify(signed(request, sandbox.options.privateKey));
      const raw = body.replace(`"${name}":"${request[name] ?? ''}"`, `"${name}":${request[name] ?? ''}`);
      return (await callWith(sandbox, PATHS.apply, raw)).fields['ret_msg'];
    };
    expect(await asNumber(apply({ no_order: '7' }), 'no_order')).toBe('商户请求参数校验错误（no_order）');
    expect(await asNumber(apply({ valid_order: '30' }), 'valid_order')).toBe('交易成功');
  });

  const right: readonly (readonly [what: string, path: string, request: () => Fields])[] = [
    ['a name of 40 characters beyond the BMP', PATHS.direct, () => direct({ name_goods: '😀'.repeat(40) })],
    ['unknown fields', PATHS.direct, () => direct({ something_new: 'x' })],
    ['blank fields', PATHS.direct, () => direct({ id_no: ' ', col_oidpartner: '' })],
    ['the least amount', PATHS.direct, () => direct({ money_order: '0.01' })],
    ['the greatest amount', PATHS.direct, () => direct({ money_order: '100000000.00' })],
    ['three recipients', PATHS.direct, () => direct({ shareing_data: 'a^0^1.00^x|b^1^2.00^y|c^1^207.90^z' })],
    ['a passport of any length', PATHS.apply, () => apply({ id_type: '2', id_no: 'E1234' })],
    ['a value of the other edition', PATHS.apply, () => apply({ client_chnl: 'NA' })],
  ];
  it.each(right)('takes %s', async (_, path, request) => {
    expect((await call(sandbox, path, request())).fields['ret_code']).toBe('0000');
  });
});

describe('times', () => {
  const at = (offsetMs: number): string => chinaTime(new Date(sandbox.clock.now().getTime() + offsetMs));

  it.each([
    [29, '收银台'],
    [-29, '收银台'],
    [31, '校验错误（timestamp）'],
    [-31, '校验错误（timestamp）'],
  ])('a timestamp %i minutes away', async (minutes, expected) => {
    const timestamp = at(minutes * 60_000);
    expect(
      await submit(sandbox, PATHS.redirect, {
        ...orders.redirect(sandbox, NOTIFY),
        no_order: `times-${String(minutes)}`,
        timestamp,
      }),
    ).toContain(expected);
  });

  it.each([
    [1, '0000'],
    [-1, '0000'],
    [2, '1004'],
    [-2, '1004'],
  ])('a new order dated %i days away', async (days, ret_code) => {
    const { fields } = await call(sandbox, PATHS.direct, direct({ dt_order: at(days * DAY_MS) }));
    expect(fields['ret_code']).toBe(ret_code);
    if (ret_code !== '1004') return;
    expect(fields['ret_msg']).toBe('商户请求参数校验错误（dt_order）');
    expect(sandbox.requests.at(-1)?.explanation?.en).toContain('must be of today in China, or a day apart');
  });

  it('those of a shop that does not know that a test moved the clock', async () => {
    const moved = await startSandbox();
    const [order, page] = [orders.direct(moved, NOTIFY), orders.redirect(moved, NOTIFY)];
    await moved.clock.advance(3 * DAY_MS);
    expect((await call(moved, PATHS.direct, order)).fields['ret_code']).toBe('0000');
    expect(await submit(moved, PATHS.redirect, { ...page, no_order: 'later' })).toContain('收银台');
    const neither = chinaTime(new Date(moved.clock.now().getTime() - DAY_MS));
    const wrong = { ...page, no_order: 'wrong', timestamp: neither };
    expect(await submit(moved, PATHS.redirect, wrong)).toContain('校验错误（timestamp）');
    await moved.stop();
  });

  it('a repeated order is the same order days later', async () => {
    const aged = await startSandbox();
    const order = orders.direct(aged, NOTIFY);
    const first = await call(aged, PATHS.direct, order);
    await aged.clock.advance(3 * DAY_MS);
    const second = await call(aged, PATHS.direct, order);
    expect(second.fields).toMatchObject({ ret_code: '0000', oid_paybill: first.fields['oid_paybill'] });
    await aged.stop();
  });
});
