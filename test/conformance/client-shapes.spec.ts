import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  call,
  chinaTime,
  type Fields,
  orders,
  PATHS,
  ShopEnd,
  signed,
  startSandbox,
  submit,
  textOf,
} from '../e2e/sandbox/support/merchant.js';
import { post } from '../support/http.js';
import { CLIENT_SHAPES, type ClientShape, type KnownToLianlian } from './samples/client-shapes.js';

let sandbox: LianlianSandbox;
let shop: ShopEnd;
let known: KnownToLianlian;

beforeAll(async () => {
  [sandbox, shop] = await Promise.all([startSandbox(), ShopEnd.open()]);
  known = await everythingKnown();
});
afterAll(() => Promise.all([sandbox.stop(), shop.close()]));

let number = 0;
const unused = (): string => `unused-${String((number += 1))}`;

async function ask(path: string, fields: Fields): Promise<Fields> {
  const merchant = { oid_partner: sandbox.options.oidPartner, sign_type: 'RSA' };
  const response = (await call(sandbox, path, { ...merchant, ...fields })).fields;
  if (response['ret_code'] !== '0000') throw new Error(`${path}: ${JSON.stringify(response)}`);
  return response;
}

/** A paid order, a refund of a part of it, and the card that paid it, which is bound now. */
async function everythingKnown(): Promise<KnownToLianlian> {
  const now = chinaTime(sandbox.clock.now());
  const card: Fields = { ...orders.apply(sandbox, shop.url), no_order: 'paid' };
  const { token = '' } = await ask(PATHS.apply, card);
  const order = { no_order: 'paid', dt_order: card.dt_order ?? '' };
  const { oid_paybill = '', no_agree = '' } = await ask(PATHS.verify, {
    ...order,
    token,
    money_order: card.money_order ?? '',
    verify_code: '123456',
  });
  const refund = { no_refund: 'refunded', dt_refund: now };
  const { oid_refundno = '' } = await ask(PATHS.refund, {
    ...refund,
    ...order,
    money_refund: '1.00',
    notify_url: shop.url,
  });
  return {
    oid_partner: sandbox.options.oidPartner,
    notify_url: shop.url,
    now,
    order: { ...order, oid_paybill },
    refund: { ...refund, oid_refundno },
    no_agree,
    unused: '',
  };
}

/** What LianLian says: a `ret_code` and text, or for a page whether the payer sees the cashier. */
async function saidTo({ call: name, ...shape }: ClientShape): Promise<string> {
  const { oid_partner } = known;
  const values = { oid_partner, sign_type: 'RSA', ...shape.values({ ...known, unused: unused() }) };
  const texts: Fields = {};
  for (const [field, value] of Object.entries<string | number>(values)) texts[field] = String(value);
  if (name === 'banking') {
    const page = await submit(sandbox, PATHS.banking, texts);
    return page.includes('收银台')
      ? '0000'
      : `${textOf(page, 'ret_code') ?? ''} ${textOf(page, 'ret_msg') ?? ''}`;
  }
  const { sign = '' } = signed(texts, sandbox.options.privateKey);
  const write = shape.write ?? JSON.stringify;
  const contentType = shape.contentType === undefined ? 'application/json;charset=UTF-8' : shape.contentType;
  const { text } = await post(sandbox.url + PATHS[name], write({ ...values, sign }), contentType);
  const { ret_code = '', ret_msg = '' } = JSON.parse(text) as Fields;
  return ret_code === '0000' ? ret_code : `${ret_code} ${ret_msg}`;
}

describe('the sandbox takes what a public program sends', () => {
  const titled = CLIENT_SHAPES.map(
    (shape) => [`${shape.language}, ${shape.client}: ${shape.call}`, shape] as const,
  );

  it.each(titled)('%s', async (_, shape) => {
    expect(await saidTo(shape)).toContain(shape.ret_code ?? '0000');
  });

  it('these are thirteen programs and more, in six languages', () => {
    expect(new Set(CLIENT_SHAPES.map(({ client }) => client)).size).toBeGreaterThanOrEqual(13);
    expect(new Set(CLIENT_SHAPES.map(({ language }) => language)).size).toBe(6);
  });
});
