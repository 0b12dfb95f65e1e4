import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import {
  call,
  type Fields,
  isSigned,
  orders,
  PATHS,
  press,
  RISK_ITEM,
  ShopEnd,
  submit,
  textOf,
} from '../support/merchant.js';

const CREDIT_CARD = '6225750000000001234';
let sandbox: LianlianSandbox;
let shop: ShopEnd;

beforeEach(async () => {
  [sandbox, shop] = await Promise.all([LianlianSandbox.start({ modulusLength: 1024 }), ShopEnd.open()]);
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

const send = async (path: string, fields: Fields, to = sandbox): Promise<Fields> =>
  (
    await call(to, path, {
      oid_partner: to.options.oidPartner,
      sign_type: 'RSA',
      user_id: 'u-1',
      ...fields,
    })
  ).fields;

const BINDING = {
  pay_type: 'M',
  api_version: '2.1',
  risk_item: RISK_ITEM,
  id_type: '0',
  id_no: '339005198901194918',
  acct_name: '测试用户',
  card_no: CREDIT_CARD,
  bind_mob: '13958069593',
};

const bindApply = (changes: Fields = {}): Promise<Fields> =>
  send(PATHS.bindApply, { ...BINDING, ...changes });

const bindVerify = (token = '', changes: Fields = {}): Promise<Fields> =>
  send(PATHS.bindVerify, { token, verify_code: '123456', ...changes });

const bind = async (card_no = CREDIT_CARD, changes: Fields = {}): Promise<string> => {
  const { token } = await bindApply({ card_no, ...changes });
  return (await bindVerify(token))['no_agree'] ?? '';
};

const unbind = (no_agree: string, changes: Fields = {}): Promise<Fields> =>
  send(PATHS.unbind, { no_agree, pay_type: 'M', ...changes });

/** The list as it came, with the text of `agreement_list` as it was signed. */
const list = async (changes: Fields = {}): Promise<{ fields: Fields; cards: Fields[]; text: string }> => {
  const { fields, text } = await call(sandbox, PATHS.cards, {
    oid_partner: sandbox.options.oidPartner,
    sign_type: 'RSA',
    user_id: 'u-1',
    pay_type: 'M',
    offset: '0',
    ...changes,
  });
  const { agreement_list } = fields as unknown as { agreement_list?: Fields[] };
  return { fields, cards: agreement_list ?? [], text };
};

const bound = { card_no: '', id_no: '', id_type: '', acct_name: '', bind_mob: '' };
const applyWith = async (no_agree: string, changes: Fields = {}): Promise<Fields> =>
  (await call(sandbox, PATHS.apply, { ...orders.apply(sandbox, shop.url), ...bound, no_agree, ...changes }))
    .fields;

const verify = async (token = ''): Promise<Fields> =>
  (
    await call(sandbox, PATHS.verify, {
      oid_partner: sandbox.options.oidPartner,
      sign_type: 'RSA',
      no_order: 'o-1',
      money_order: '210.90',
      token,
      verify_code: '123456',
    })
  ).fields;

describe('binding a card', () => {
  it('sends a code, takes it, and gives a token that pays', async () => {
    const applied = await bindApply();
    expect(applied).toMatchObject({
      ret_code: '0000',
      user_id: 'u-1',
      oid_partner: sandbox.options.oidPartner,
    });
    expect(isSigned(applied, sandbox)).toBe(true);
    expect(sandbox.cards('u-1')).toEqual([]);
    const verified = await bindVerify(applied['token']);
    expect(verified).toMatchObject({ ret_code: '0000', user_id: 'u-1', card_no: '1234' });
    expect(verified['no_agree']).toMatch(/^\d{16}$/);
    expect(isSigned(verified, sandbox)).toBe(true);
    const { token } = await applyWith(verified['no_agree'] ?? '');
    expect(await verify(token)).toMatchObject({ result_pay: 'SUCCESS', no_agree: verified['no_agree'] });
    expect(sandbox.transaction('o-1')).toMatchObject({
      bank_code: '03080000',
      card_no: '622575*********1234',
    });
  });

  it('answers 8888 with a token in the old edition, as a real response has it', async () => {
    const old = await LianlianSandbox.start({ modulusLength: 1024, edition: 'old' });
    const applied = await send(PATHS.bindApply, BINDING, old);
    expect(applied).toMatchObject({ ret_code: '8888', user_id: 'u-1' });
    expect(isSigned(applied, old)).toBe(true);
    const verified = await send(
      PATHS.bindVerify,
      { token: applied['token'] ?? '', verify_code: '123456' },
      old,
    );
    expect(verified['no_agree']).toMatch(/^\d{16}$/);
    await old.stop();
  });

  it('refuses a wrong code with 1900, and a token that is unknown, spent, another user’s or old with 1000', async () => {
    const { token } = await bindApply();
    expect((await bindVerify(token, { verify_code: '000000' }))['ret_code']).toBe('1900');
    expect((await bindVerify('0'.repeat(32)))['ret_code']).toBe('1000');
    expect((await bindVerify(token, { user_id: 'u-2' }))['ret_code']).toBe('1000');
    expect((await bindVerify(token))['ret_code']).toBe('0000');
    expect((await bindVerify(token))['ret_code']).toBe('1000');
    const { token: late } = await bindApply({ card_no: TEST_CARDS.pays });
    await sandbox.clock.advance(30 * 60_000);
    expect((await bindVerify(late))['ret_code']).toBe('1000');
  });

  it('refuses an invalid card, and one that is bound already', async () => {
    expect(await bindApply({ card_no: TEST_CARDS.invalid })).toMatchObject({ ret_code: '1100' });
    await bind();
    expect(await bindApply()).toMatchObject({ ret_code: '9913', ret_msg: '该卡已签约成功' });
    expect((await bindApply({ user_id: 'u-2' }))['ret_code']).toBe('0000');
  });

  it('is one card, whether it was bound or paid with', async () => {
    await bind(TEST_CARDS.pays);
    const { token } = (await call(sandbox, PATHS.apply, orders.apply(sandbox, shop.url))).fields;
    const [card, ...others] = sandbox.cards('u-1');
    expect((await verify(token))['no_agree']).toBe(card?.no_agree);
    expect(others).toEqual([]);
  });
});

describe('card.list', () => {
  it('lists cards with their last four digits, and does not sign the list', async () => {
    const no_agree = await bind();
    const { fields, cards } = await list();
    expect(fields).toMatchObject({ ret_code: '0000', user_id: 'u-1', count: '1' });
    expect(cards).toEqual([
      {
        no_agree,
        card_no: '1234',
        bank_code: '03080000',
        bank_name: '招商银行',
        card_type: '3',
        bind_mobile: '139****9593',
      },
    ]);
    expect(sandbox.cards('u-1')).toEqual(cards);
    const { agreement_list: _, ...covered } = fields;
    expect(Object.keys(covered).sort()).toEqual(
      ['count', 'ret_code', 'ret_msg', 'sign', 'sign_type', 'user_id'].sort(),
    );
    expect(isSigned(covered, sandbox)).toBe(true);
  });

  it('lists what Easypay saved under M, what can authorize under F, and nothing where no pay_type is named', async () => {
    const { token } = (
      await call(sandbox, PATHS.apply, { ...orders.apply(sandbox, shop.url), card_no: TEST_CARDS.debitOnly })
    ).fields;
    await verify(token);
    await bind();
    await bind('6228480000000000001', { pay_type: 'D' });
    const digits = async (pay_type: string): Promise<unknown> =>
      (await list({ pay_type })).cards.map(({ card_no }) => card_no);
    expect(await digits('M')).toEqual(['5601', '1234']);
    expect(await digits('F')).toEqual(['1234']);
    expect(await digits('D')).toEqual(['0001']);
    expect((await list({ pay_type: '' })).fields).toMatchObject({
      ret_code: '3011',
      ret_msg: '用户签约信息不存在',
    });
  });

  it('goes on from offset, and keeps count', async () => {
    for (let at = 0; at < 12; at += 1) await bind(`62220200000000001${String(at).padStart(2, '0')}`);
    const first = await list();
    const second = await list({ offset: '10' });
    expect([first.cards.length, second.cards.length, (await list({ offset: '12' })).cards.length]).toEqual([
      10, 2, 0,
    ]);
    expect([first.fields['count'], second.fields['count']]).toEqual(['12', '12']);
    expect(new Set([...first.cards, ...second.cards].map(({ no_agree }) => no_agree)).size).toBe(12);
  });

  it('finds one card by its token or its number, and no other user’s', async () => {
    const no_agree = await bind();
    await bind(TEST_CARDS.pays);
    expect((await list({ no_agree })).cards.map(({ card_no }) => card_no)).toEqual(['1234']);
    expect((await list({ card_no: TEST_CARDS.pays })).cards.map(({ card_no }) => card_no)).toEqual(['0000']);
    expect((await list({ user_id: 'u-2' })).fields['ret_code']).toBe('3011');
    expect(sandbox.cards('u-2')).toEqual([]);
    expect(sandbox.cards('u-1', '201304121000001005')).toEqual([]);
  });
});

describe('card.unbind', () => {
  it('takes the token’s power to pay', async () => {
    const no_agree = await bind();
    const response = await unbind(no_agree);
    expect(Object.keys(response).sort()).toEqual(['ret_code', 'ret_msg', 'sign', 'sign_type']);
    expect(response['ret_code']).toBe('0000');
    expect(isSigned(response, sandbox)).toBe(true);
    expect(await applyWith(no_agree)).toMatchObject({ ret_code: '3003', ret_msg: '签约信息不存在' });
    expect((await list()).fields['ret_code']).toBe('3011');
    expect((await unbind(no_agree))['ret_code']).toBe('3003');
  });

  it('stops a payment that was waiting for its code, and a page that waits for one click', async () => {
    const no_agree = await bind();
    const { token } = await applyWith(no_agree);
    const page = await submit(sandbox, PATHS.web, {
      ...orders.web(sandbox, shop.url),
      no_order: 'o-2',
      no_agree,
    });
    await unbind(no_agree);
    expect((await verify(token))['ret_code']).toBe('3003');
    expect(sandbox.transaction('o-1').result_pay).toBe('WAITING');
    expect(textOf(await (await press(sandbox, page, 'pay')).text(), 'problem')).toBe('3003 签约信息不存在');
    expect(sandbox.cards('u-1')).toEqual([]);
  });

  it('refuses another user’s card, an unknown one, and Easypay’s without its pay_type', async () => {
    const no_agree = await bind();
    expect((await unbind(no_agree, { user_id: 'u-2' }))['ret_code']).toBe('3003');
    expect((await unbind('1'))['ret_code']).toBe('3003');
    expect((await unbind(no_agree, { pay_type: '' }))['ret_code']).toBe('3003');
    expect(sandbox.cards('u-1')).toHaveLength(1);
  });
});

describe('card.bin', () => {
  it.each([
    [TEST_CARDS.pays, '01020000', '工商银行', '2'],
    [CREDIT_CARD, '03080000', '招商银行', '3'],
  ])('knows %s', async (card_no, bank_code, bank_name, card_type) => {
    const response = await send(PATHS.bin, { card_no });
    expect(response).toMatchObject({
      ret_code: '0000',
      card_no: card_no.slice(-4),
      bank_code,
      bank_name,
      card_type,
    });
    expect(isSigned(response, sandbox)).toBe(true);
  });

  it.each(['9999990000000000000', '622202'])('does not know %s: 5001', async (card_no) => {
    expect(await send(PATHS.bin, { card_no })).toMatchObject({ ret_code: '5001', ret_msg: '卡bin校验失败' });
  });
});

it('keeps no card number, name or phone', async () => {
  await bind();
  await list({ card_no: CREDIT_CARD });
  await send(PATHS.bin, { card_no: CREDIT_CARD });
  const kept = JSON.stringify([sandbox.requests, sandbox.cards('u-1')]);
  expect(kept).not.toMatch(/62257500|339005|13958069593|测试用户/);
});
