import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { eventLine } from '../../../../lib/cli/sandbox/event-lines.js';
import type { RequestListView, RequestView, SandboxEvent } from '../../../../lib/sandbox/contract.js';
import { ControlClient } from '../support/control-client.js';
import {
  call,
  type Fields,
  orders,
  PATHS,
  ShopEnd,
  signed,
  startSandbox,
  submit,
  textOf,
} from '../support/merchant.js';

let sandbox: LianlianSandbox;
let shop: ShopEnd;
let order: Fields;

beforeEach(async () => {
  [sandbox, shop] = await Promise.all([
    startSandbox({ now: new Date('2026-03-10T04:00:00Z') }),
    ShopEnd.open(),
  ]);
  order = orders.direct(sandbox, shop.url);
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

const send = async (path: string, fields: Fields): Promise<Fields> =>
  (
    await call(sandbox, path, {
      oid_partner: sandbox.options.oidPartner,
      sign_type: 'RSA',
      ...fields,
    })
  ).fields;

/** What the sandbox says of the last request, in its log, in its control API, and in the panel's page of it. */
async function explained(): Promise<string | undefined> {
  const control = new ControlClient(sandbox);
  const { requests } = await control.get<RequestListView>('requests');
  const [last] = requests;
  const view = await control.get<RequestView>(`requests/${last?.id ?? ''}`);
  const said = sandbox.requests.at(-1)?.explanation;
  expect(view.explanation).toEqual(said);
  expect(last?.explanation).toEqual(said);
  return said?.en;
}

const dt_order = '20260310120000';

describe('an order that is asked for by another time', () => {
  beforeEach(async () => {
    await send(PATHS.direct, { ...order, dt_order });
    await sandbox.pay('o-1');
  });

  it.each([
    ['20260310120001', '1 second earlier'],
    ['20260310115959', '1 second later'],
    ['20260310040000', '8 hours later'],
    ['20260310200001', '8 hours 1 second earlier'],
    ['20260309000000', '1 day 12 hours later'],
  ])('is LianLian’s "not found", and the sandbox says that there is one: %s, %s', async (asked, apart) => {
    const missing = { ret_code: '8901', ret_msg: '没有记录' };
    expect(await send(PATHS.aggregateQuery, { no_order: 'o-1', dt_order: asked })).toEqual(missing);
    expect(await explained()).toContain(
      `There is an order o-1, ${apart}: its dt_order is ${dt_order}, the request has ${asked}.`,
    );
    expect(sandbox.requests.at(-1)?.explanation?.zh).toContain(
      `其 dt_order 为 ${dt_order}，请求里是 ${asked}`,
    );
  });

  it.each([
    ['easypayQuery', {}],
    ['refund', { no_refund: 'r-1', dt_refund: '20260310130000', money_refund: '1.00' }],
    ['preauthQuery', { api_version: '1.0', pay_type: 'F' }],
    ['capture', { api_version: '1.0', pay_type: 'F', user_id: 'u-1', money_order: '1.00' }],
    ['cancel', { api_version: '1.0', pay_type: 'F', user_id: 'u-1', money_order: '210.90' }],
  ] as const)('by %s: 5002', async (path, fields) => {
    const asked = { no_order: 'o-1', dt_order: '20260310120001', ...fields };
    const more = path === 'refund' ? { notify_url: shop.url } : {};
    expect(await send(PATHS[path], { ...asked, ...more })).toMatchObject({ ret_code: '5002' });
    expect(await explained()).toContain('There is an order o-1, 1 second earlier');
  });

  it('to be placed again: 1002, LianLian’s words to the shop and the reason in the log', async () => {
    const again = await send(PATHS.direct, { ...order, dt_order: '20260310120001' });
    expect(again).toMatchObject({ ret_code: '1002', ret_msg: '第三方单号重复' });
    expect(await explained()).toContain('There is an order o-1, 1 second earlier');
  });

  it('where the number was used on two days: of the two the nearer one is named', async () => {
    const nextDay = '20260311120000';
    expect(await send(PATHS.direct, { ...order, dt_order: nextDay })).toMatchObject({ ret_code: '0000' });
    for (const [asked, time] of [
      ['20260310120001', dt_order],
      ['20260311120001', nextDay],
    ] as const) {
      expect(await send(PATHS.aggregateQuery, { no_order: 'o-1', dt_order: asked })).toMatchObject({
        ret_code: '8901',
      });
      expect(await explained()).toContain(
        `There is an order o-1, 1 second earlier: its dt_order is ${time},`,
      );
    }
  });

  it('by a form: the page that refuses it says so', async () => {
    const form = { ...orders.redirect(sandbox, shop.url), dt_order: '20260310120001' };
    const page = await submit(sandbox, PATHS.redirect, form);
    expect(textOf(page, 'ret_code')).toBe('1002');
    expect(textOf(page, 'explanation')).toContain('有订单 o-1，早 1 秒：其 dt_order 为 20260310120000');
  });

  it('with another amount: 1002', async () => {
    expect(await send(PATHS.direct, { ...order, dt_order, money_order: '210.91' })).toMatchObject({
      ret_code: '1002',
    });
    expect(await explained()).toBe(
      'There is an order o-1 of 210.90 yuan, and the request has 210.91 yuan. A second attempt has to name the same amount.',
    );
  });
});

it('an SMS code that comes with another time than its order is 1000, and the sandbox says why', async () => {
  const { token = '' } = await send(PATHS.apply, { ...orders.apply(sandbox, shop.url), dt_order });
  const code = { no_order: 'o-1', money_order: '210.90', token, verify_code: '123456' };
  expect(await send(PATHS.verify, { ...code, dt_order: '20260310120001' })).toMatchObject({
    ret_code: '1000',
  });
  expect(await explained()).toContain('There is an order o-1, 1 second earlier');
});

describe('a refund that is asked for by another time', () => {
  const refund = {
    ...{ no_refund: 'r-1', dt_refund: '20260310130000', money_refund: '1.00' },
    ...{ no_order: 'o-1', dt_order },
  };
  beforeEach(async () => {
    await send(PATHS.direct, { ...order, dt_order });
    await sandbox.pay('o-1');
    expect(await send(PATHS.refund, { ...refund, notify_url: shop.url })).toMatchObject({ ret_code: '0000' });
  });

  it('is not found, and the sandbox says that there is one', async () => {
    const asked = { no_refund: 'r-1', dt_refund: '20260310130001' };
    expect(await send(PATHS.refundQuery, asked)).toEqual({ ret_code: '8901', ret_msg: '没有记录' });
    expect(await explained()).toContain('There is a refund r-1, 1 second earlier: its dt_refund is');
  });

  it('is 1002 when it is sent again', async () => {
    const again = { ...refund, dt_refund: '20260310130001', notify_url: shop.url };
    expect(await send(PATHS.refund, again)).toMatchObject({ ret_code: '1002' });
    expect(await explained()).toContain('There is a refund r-1, 1 second earlier');
  });
});

describe('nothing is said', () => {
  it('of an order that there is not', async () => {
    expect(await send(PATHS.aggregateQuery, { no_order: 'o-9', dt_order })).toMatchObject({
      ret_code: '8901',
    });
    expect(await explained()).toBeUndefined();
  });

  it('of another merchant’s order or refund', async () => {
    const several = await LianlianSandbox.start({
      ...{ modulusLength: 1024, now: new Date('2026-03-10T04:00:00Z') },
      merchants: [{ oidPartner: '201304121000001004' }, { oidPartner: '201408071000001543' }],
    });
    const [one, other] = several.options.merchants;
    const post = (path: string, fields: Fields, privateKey: string): Promise<Response> =>
      fetch(several.url + path, { method: 'POST', body: JSON.stringify(signed(fields, privateKey)) });
    const placed = { ...order, oid_partner: one?.oidPartner ?? '', dt_order };
    expect(await (await post(PATHS.direct, placed, one?.privateKey ?? '')).json()).toMatchObject({
      ret_code: '0000',
    });
    await several.pay('o-1');
    const refund = {
      ...{ oid_partner: one?.oidPartner ?? '', sign_type: 'RSA', no_order: 'o-1', dt_order },
      ...{ no_refund: 'r-1', dt_refund: '20260310130000', money_refund: '1.00', notify_url: shop.url },
    };
    expect(await (await post(PATHS.refund, refund, one?.privateKey ?? '')).json()).toMatchObject({
      ret_code: '0000',
    });
    for (const [merchant, isTold] of [
      [other, false],
      [one, true],
    ] as const) {
      for (const [path, asked] of [
        [PATHS.aggregateQuery, { no_order: 'o-1', dt_order: '20260310120001' }],
        [PATHS.refundQuery, { no_refund: 'r-1', dt_refund: '20260310130001' }],
      ] as const) {
        const query = { ...asked, sign_type: 'RSA', oid_partner: merchant?.oidPartner ?? '' };
        const response = await post(path, query, merchant?.privateKey ?? '');
        expect(await response.json()).toMatchObject({ ret_code: '8901' });
        expect(several.requests.at(-1)?.explanation !== undefined).toBe(isTold);
      }
    }
    await several.stop();
  });

  it('to who cannot sign', async () => {
    await send(PATHS.direct, { ...order, dt_order });
    const forged = await fetch(`${sandbox.url}${PATHS.aggregateQuery}`, {
      method: 'POST',
      body: JSON.stringify({
        ...{ oid_partner: sandbox.options.oidPartner, sign_type: 'RSA', sign: 'AAAA' },
        ...{ no_order: 'o-1', dt_order: '20260310120001' },
      }),
    });
    expect(await forged.json()).toMatchObject({ ret_code: '1001' });
    expect(await explained()).toBeUndefined();
  });

  it('of an order that is found', async () => {
    await send(PATHS.direct, { ...order, dt_order });
    expect(await send(PATHS.aggregateQuery, { no_order: 'o-1', dt_order })).toMatchObject({
      ret_code: '0000',
    });
    expect(await explained()).toBeUndefined();
  });
});

it('the terminal’s line of such a request says so', async () => {
  const events: SandboxEvent[] = [];
  await sandbox.stop();
  sandbox = await startSandbox({
    now: new Date('2026-03-10T04:00:00Z'),
    onEvent: (event) => events.push(event),
  });
  await send(PATHS.direct, { ...orders.direct(sandbox, shop.url), dt_order });
  await send(PATHS.aggregateQuery, { no_order: 'o-1', dt_order: '20260310120001' });
  const [last] = events.filter(({ type }) => type === 'request').slice(-1);
  if (last === undefined) throw new Error('no event');
  const watched = { log: { all: () => [] } } as never;
  expect(eventLine(last, watched, 'en')).toMatch(
    /request {2}aggregate\.query {2}o-1 {2}verified {2}ret_code 8901 {2}没有记录 {2}There is an order o-1, 1 second earlier: /,
  );
  expect(eventLine(last, watched, 'zh')).toMatch(
    /请求 {2}aggregate\.query {2}o-1 {2}验签通过 .*有订单 o-1，早 1 秒/,
  );
});
