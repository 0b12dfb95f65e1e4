import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  type CallResponse,
  callWith,
  chinaTime,
  type Fields,
  isSigned,
  orders,
  PATHS,
  signed,
  startSandbox,
  submit,
  textOf,
} from '../support/merchant.js';

/** What public programs send and LianLian takes. Requests are written and signed here, not by the package. */

const NOTIFY = 'http://127.0.0.1:9/notify';

let lenient: LianlianSandbox;
let strict: LianlianSandbox;
beforeAll(async () => {
  [lenient, strict] = await Promise.all([startSandbox(), startSandbox({ strict: true })]);
});
afterAll(() => Promise.all([lenient.stop(), strict.stop()]));

let orderNumber = 0;
function fresh(order: Fields, changes: Fields = {}): Fields {
  orderNumber += 1;
  return { ...order, no_order: `l-${String(orderNumber)}`, ...changes };
}

const without = (fields: Fields, ...names: string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** Signs, and sends the named fields as JSON numbers: what is signed of a number is its text. */
function send(
  sandbox: LianlianSandbox,
  path: string,
  fields: Fields,
  numbers: string[] = [],
): Promise<CallResponse> {
  let body = JSON.stringify(signed(fields, sandbox.options.privateKey));
  for (const name of numbers) {
    body = body.replace(`"${name}":"${fields[name] ?? ''}"`, `"${name}":${fields[name] ?? ''}`);
  }
  return callWith(sandbox, path, body);
}

const query = (sandbox: LianlianSandbox): Fields => ({
  oid_partner: sandbox.options.oidPartner,
  sign_type: 'RSA',
});
const direct = (changes?: Fields) => (sandbox: LianlianSandbox) =>
  fresh(orders.direct(sandbox, NOTIFY), changes);
const apply = (changes?: Fields) => (sandbox: LianlianSandbox) =>
  fresh(orders.apply(sandbox, NOTIFY), changes);

/** What is taken with a warning: where, what, which are numbers, the ret_code, the field that is warned about. */
const taken: readonly (readonly [
  what: string,
  path: string,
  request: (sandbox: LianlianSandbox) => Fields,
  numbers: string[],
  ret_code: string,
  field: string,
  says: string,
])[] = [
  [
    'an amount without decimals',
    PATHS.direct,
    direct({ money_order: '1000' }),
    [],
    '0000',
    'money_order',
    '1000.00',
  ],
  [
    'an amount with one decimal',
    PATHS.apply,
    apply({ money_order: '0.1' }),
    [],
    '0000',
    'money_order',
    '0.10',
  ],
  [
    'an amount that is a number',
    PATHS.apply,
    apply({ money_order: '1000.0' }),
    ['money_order'],
    '0000',
    'money_order',
    'a JSON number',
  ],
  [
    'a user that is a number',
    PATHS.apply,
    apply({ user_id: '7' }),
    ['user_id'],
    '0000',
    'user_id',
    'a JSON number',
  ],
  [
    'a kind of goods that is a number',
    PATHS.direct,
    direct(),
    ['busi_partner'],
    '0000',
    'busi_partner',
    'a JSON number',
  ],
  [
    'a refund that is a number',
    PATHS.refund,
    (sandbox) => ({
      ...query(sandbox),
      no_refund: 'r-9',
      dt_refund: chinaTime(sandbox.clock.now()),
      money_refund: '1.5',
      no_order: 'o-9',
      notify_url: NOTIFY,
    }),
    ['money_refund'],
    '5002',
    'money_refund',
    'a JSON number',
  ],
  [
    'a product that is a number',
    PATHS.unified,
    (sandbox) => fresh(orders.unified(sandbox, NOTIFY)),
    ['flag_pay_product'],
    '0000',
    'flag_pay_product',
    'a JSON number',
  ],
  [
    // LianLian's demo declares it as one, and a longer number keeps its digits.
    'a card that is a number',
    PATHS.unified,
    (sandbox) => ({ ...fresh(orders.unified(sandbox, NOTIFY)), card_no: '6222020000000000127' }),
    ['card_no'],
    '0000',
    'card_no',
    'a JSON number',
  ],
  [
    'an offset that is a number',
    PATHS.cards,
    (sandbox) => ({ ...query(sandbox), user_id: 'u-9', offset: '0' }),
    ['offset'],
    '3011',
    'offset',
    'a JSON number',
  ],
  [
    'a payment query without dt_order',
    PATHS.easypayQuery,
    (sandbox) => ({ ...query(sandbox), no_order: 'o-9' }),
    [],
    '5002',
    'dt_order',
    'missing',
  ],
  [
    'a refund query without dt_refund',
    PATHS.refundQuery,
    (sandbox) => ({ ...query(sandbox), oid_refundno: '2026112800000001' }),
    [],
    '8901',
    'dt_refund',
    'missing',
  ],
  [
    'a channel with a blank before it',
    PATHS.apply,
    apply({ risk_item: '{"frms_client_chnl":" H5","frms_ware_category":"1009"}' }),
    [],
    '0000',
    'risk_item',
    'frms_client_chnl has a blank',
  ],
];

describe.each(taken)('%s', (_, path, request, numbers, ret_code, field, says) => {
  it('is taken with a warning', async () => {
    const { fields } = await send(lenient, path, request(lenient), numbers);
    expect(fields['ret_code']).toBe(ret_code);
    const { verified, warnings = [] } = lenient.requests.at(-1) ?? {};
    expect(verified).toBe(true);
    expect(warnings.map(({ en }) => en).join(' ')).toContain(says);
    expect(warnings.every(({ en, zh }) => en.includes(field) && zh.includes(field))).toBe(true);
  });

  it('is refused with the reason where the sandbox is strict', async () => {
    const { fields } = await send(strict, path, request(strict), numbers);
    expect(fields).toMatchObject({ ret_code: '1004', ret_msg: `商户请求参数校验错误（${field}）` });
    expect(isSigned(fields, strict)).toBe(true);
    expect(strict.requests.at(-1)?.explanation?.en).toContain(field);
  });
});

describe('online banking', () => {
  it.each(['charset_name', 'timestamp'])('goes without %s, with a warning', async (name) => {
    const page = await submit(lenient, PATHS.banking, without(fresh(orders.banking(lenient, NOTIFY)), name));
    expect(page).toContain('收银台');
    expect(lenient.requests.at(-1)?.warnings?.map(({ en }) => en)).toEqual([
      `${name} is missing. The documents ask for it.`,
    ]);
    const refused = await submit(strict, PATHS.banking, without(fresh(orders.banking(strict, NOTIFY)), name));
    expect(textOf(refused, 'ret_code')).toBe('1004');
    expect(textOf(refused, 'explanation')).toContain(name);
  });

  it('says what was sent in place of timestamp, as a warning and strictly as the reason', async () => {
    const otherwise = (sandbox: LianlianSandbox): Fields => {
      const { timestamp = '', ...rest } = fresh(orders.banking(sandbox, NOTIFY));
      return { ...rest, time_stamp: timestamp };
    };
    expect(await submit(lenient, PATHS.banking, otherwise(lenient))).toContain('收银台');
    const [warning, ...others] = lenient.requests.at(-1)?.warnings ?? [];
    expect(warning?.en).toBe(
      'timestamp is missing. The documents ask for it. You sent "time_stamp", which is no field of this API: name it timestamp.',
    );
    expect(warning?.zh).toContain('您发送的是 "time_stamp"');
    expect(others).toEqual([]);
    const refused = await submit(strict, PATHS.banking, otherwise(strict));
    expect(textOf(refused, 'ret_code')).toBe('1004');
    expect(textOf(refused, 'explanation')).toContain('time_stamp');
  });
});

it('an address with dots is taken by a page, with a warning', async () => {
  const page = (sandbox: LianlianSandbox): Promise<string> =>
    submit(sandbox, PATHS.redirect, {
      ...fresh(orders.redirect(sandbox, NOTIFY)),
      userreq_ip: '122.11.37.211',
    });
  expect(await page(lenient)).toContain('收银台');
  expect(lenient.requests.at(-1)?.warnings?.map(({ en }) => en)).toEqual([
    'userreq_ip is an address with dots. The documents ask for underscores: 122_11_37_211.',
  ]);
  const refused = await page(strict);
  expect(textOf(refused, 'ret_code')).toBe('1004');
  expect(textOf(refused, 'explanation')).toContain('userreq_ip');
});

describe('what nobody was seen to send', () => {
  it.each([
    ['another number', PATHS.direct, direct({ name_goods: '7' }), ['name_goods'], 'name_goods'],
    ['three decimals', PATHS.direct, direct({ money_order: '1.000' }), [], 'money_order'],
    ['an amount as a power', PATHS.direct, direct({ money_order: '1e2' }), ['money_order'], 'money_order'],
    ['a refund query without any number', PATHS.refundQuery, query, [], 'dt_refund'],
  ] as const)('%s is refused', async (_, path, request, numbers, field) => {
    const { fields } = await send(lenient, path, request(lenient), [...numbers]);
    expect(fields['ret_code']).toBe('1004');
    expect(fields['ret_msg']).toContain(field);
  });
});

it('a request as the documents want it has no warning, strict or not', async () => {
  for (const sandbox of [lenient, strict]) {
    expect((await send(sandbox, PATHS.apply, apply()(sandbox))).fields['ret_code']).toBe('0000');
    expect(sandbox.requests.at(-1)?.warnings).toBeUndefined();
  }
});

describe('the same money, written in another way', () => {
  it('is the same order, and the same payment', async () => {
    const first = apply({ money_order: '10.0' })(lenient);
    const { token = '', oid_paybill = '' } = (await send(lenient, PATHS.apply, first)).fields;
    const again = await send(lenient, PATHS.apply, { ...first, money_order: '10' });
    expect(again.fields).toMatchObject({ ret_code: '0000', oid_paybill, money_order: '10.00' });
    const { no_order = '' } = first;
    const verify = {
      ...query(lenient),
      ...{ no_order, money_order: '10', token: again.fields['token'] ?? token, verify_code: '123456' },
    };
    expect((await send(lenient, PATHS.verify, verify)).fields['ret_code']).toBe('0000');
    expect(lenient.transaction(no_order)).toMatchObject({ money_order: '10.00', result_pay: 'SUCCESS' });
    const refund = {
      ...query(lenient),
      ...{ no_order, no_refund: `r-${no_order}`, dt_refund: first['dt_order'] ?? '', notify_url: NOTIFY },
    };
    const refunded = await send(lenient, PATHS.refund, { ...refund, money_refund: '2.5' });
    expect(refunded.fields).toMatchObject({ ret_code: '0000', money_refund: '2.50' });
    const repeated = await send(lenient, PATHS.refund, { ...refund, money_refund: '2.50' });
    expect(repeated.fields['oid_refundno']).toBe(refunded.fields['oid_refundno']);
  });
});

describe('1004 says what was sent instead', () => {
  it.each([
    ['time_order', 'dt_order', 'dt_order is missing, or blank.'],
    ['notifyUrl', 'notify_url', 'You sent "notifyUrl"'],
    ['user-id', 'user_id', 'You sent "user-id"'],
    ['user\u009b_id', 'user_id', 'You sent "user\\u009b_id"'],
  ])('%s for %s', async (sent, wanted, says) => {
    const { [wanted]: value = '', ...rest } = direct()(lenient);
    const { fields } = await send(lenient, PATHS.direct, { ...rest, [sent]: value });
    expect(fields['ret_msg']).toBe(`商户请求参数校验错误（${wanted}）`);
    expect(lenient.requests.at(-1)?.explanation?.en).toContain(says);
  });

  it.each(['version', 'query_version'])('%s for api_version, which other APIs call so', async (sent) => {
    const { api_version = '', ...rest } = apply()(lenient);
    const { fields } = await send(lenient, PATHS.apply, { ...rest, [sent]: api_version });
    expect(fields['ret_msg']).toBe('商户请求参数校验错误（api_version）');
    expect(lenient.requests.at(-1)?.explanation?.en).toBe(
      `api_version is missing. You sent "${sent}", which is no field of this API: name it api_version.`,
    );
  });

  it('api_version for the version of a page', async () => {
    const { version = '', ...rest } = fresh(orders.banking(lenient, NOTIFY));
    const refused = await submit(lenient, PATHS.banking, { ...rest, api_version: version });
    expect(textOf(refused, 'ret_code')).toBe('1004');
    expect(lenient.requests.at(-1)?.explanation?.en).toContain('You sent "api_version"');
  });

  it('names no field of the API as a mistake for another', async () => {
    await send(lenient, PATHS.direct, without(direct()(lenient), 'no_order'));
    expect(lenient.requests.at(-1)?.explanation?.en).toBe('no_order is missing, or blank.');
  });

  it('3001 says so of the merchant number', async () => {
    const { oid_partner = '', ...rest } = direct()(lenient);
    const { fields } = await send(lenient, PATHS.direct, { ...rest, oidPartner: oid_partner });
    expect(fields['ret_code']).toBe('3001');
    expect(lenient.requests.at(-1)?.explanation?.en).toContain('You sent "oidPartner"');
  });

  it.each([
    ['sign_type', 'signType'],
    ['sign', 'Sign'],
    ['sign', 'sgin'],
  ])('1001 says so of %s: %s', async (wanted, sent) => {
    const message = direct()(lenient);
    const complete = signed(
      Object.fromEntries(
        Object.entries(message).map(([name, value]) => [name === wanted ? sent : name, value]),
      ),
      lenient.options.privateKey,
    );
    const { sign = '', ...rest } = complete;
    const body = JSON.stringify(wanted === 'sign' ? { ...rest, [sent]: sign } : complete);
    expect((await callWith(lenient, PATHS.direct, body)).fields['ret_code']).toBe('1001');
    const { explanation, diagnosis } = lenient.requests.at(-1) ?? {};
    expect(explanation?.en).toBe(
      `${wanted} is missing. You sent "${sent}", which is no field of this API: name it ${wanted}.`,
    );
    expect(diagnosis?.likely.en ?? '').not.toContain('is right');
  });

  it('of many long names it compares a few', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 4000 }, (_, at) => [`${'x'.repeat(at % 50)}${String(at)}`, 'y']),
    );
    const { oid_partner: __, ...rest } = direct()(lenient);
    expect((await send(lenient, PATHS.direct, { ...rest, ...many })).fields['ret_code']).toBe('3001');
  });
});
