import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import {
  call,
  type Fields,
  isSigned,
  orders,
  PATHS,
  press,
  returnForm,
  ShopEnd,
  submit,
  textOf,
} from '../support/merchant.js';

const RETURN = 'https://shop.example/return';
const ICBC = '01020000';
const CMB = '03080000';
let sandbox: LianlianSandbox;
let shop: ShopEnd;

beforeEach(async () => {
  [sandbox, shop] = await Promise.all([LianlianSandbox.start({ modulusLength: 1024 }), ShopEnd.open()]);
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

const banking = (changes: Fields = {}): Promise<string> =>
  submit(sandbox, PATHS.banking, { ...orders.banking(sandbox, shop.url), url_return: RETURN, ...changes });

const create = async (changes: Fields = {}, at = sandbox): Promise<Fields> =>
  (await call(at, PATHS.unified, { ...orders.unified(at, shop.url), url_return: RETURN, ...changes })).fields;

const opened = async ({ gateway_url = '' }: Fields): Promise<string> => (await fetch(gateway_url)).text();

const methodsOf = (page: string): string[] =>
  [...page.matchAll(/data-testid="method-(\w)"/g)].map(([, id = '']) => id);
const banksOf = (page: string): string[] =>
  [...page.matchAll(/<option value="(\w+)"/g)].map(([, id = '']) => id);
const chosenBank = (page: string): string | undefined => /<option value="(\w+)" selected/.exec(page)?.[1];

describe('onlineBanking.redirect', () => {
  it('offers online banking and the banks, and no wallet', async () => {
    const page = await banking();
    expect(methodsOf(page)).toEqual(['1', '8', '9']);
    expect(page).toContain('data-testid="bank"');
    expect(banksOf(page)).toContain(ICBC);
    expect(banksOf(page)[0]).not.toBe(ICBC);
    expect(chosenBank(page)).toBeUndefined();
    expect(textOf(page, 'amount')).toBe('¥ 210.90');
  });

  it('has what the request chose', async () => {
    const page = await banking({ pay_type: '9', bank_code: CMB });
    expect(methodsOf(page)).toEqual(['9']);
    expect(chosenBank(page)).toBe(CMB);
    expect(banksOf(page).filter((code) => code === CMB)).toHaveLength(1);
    const unknown = await banking({ no_order: 'o-2', bank_code: '12345678' });
    expect(chosenBank(unknown)).toBe('12345678');
  });

  it('notifies the shop and sends the payer back, signed, with the fields of its table', async () => {
    const paid = await press(sandbox, await banking({ info_order: '备注' }), 'pay', {
      method: '8',
      bank_code: CMB,
    });
    const { action, fields } = returnForm(await paid.text());
    expect(action).toBe(RETURN);
    expect(Object.keys(fields).sort()).toEqual(
      'bank_code dt_order info_order money_order no_order oid_partner oid_paybill pay_type result_pay settle_date sign sign_type'.split(
        ' ',
      ),
    );
    expect(fields).toMatchObject({
      result_pay: 'SUCCESS',
      pay_type: '8',
      bank_code: CMB,
      info_order: '备注',
    });
    expect(isSigned(fields, sandbox)).toBe(true);
    expect(shop.received[0]?.fields).toMatchObject({ result_pay: 'SUCCESS', pay_type: '8', bank_code: CMB });
  });

  it('does not send a payer of ICBC back, and notifies the shop all the same', async () => {
    const page = await (
      await press(sandbox, await banking(), 'pay', { method: '1', bank_code: ICBC })
    ).text();
    expect(page).toContain('data-testid="paid"');
    expect(returnForm(page).action).toBe('');
    expect(shop.received[0]?.fields).toMatchObject({ result_pay: 'SUCCESS', bank_code: ICBC });
  });

  it('sends a payer who gives up back, refuses a bad request, and is paid by sandbox.pay', async () => {
    const page = await banking();
    expect((await press(sandbox, page, 'abandon')).headers.get('location')).toBe(RETURN);
    expect(textOf(await banking({ pay_type: 'I' }), 'ret_msg')).toBe('商户请求参数校验错误（pay_type）');
    await sandbox.pay('o-1');
    expect(shop.received[0]?.fields['pay_type']).toBe('1');
    expect(textOf(await banking({ dt_order: sandbox.transaction('o-1').dt_order }), 'ret_code')).toBe('2007');
  });
});

describe('unified.create', () => {
  it('answers with the order, a token, and a page on the sandbox', async () => {
    const response = await create();
    expect(response).toMatchObject({
      ret_code: '0000',
      no_order: 'o-1',
      user_id: 'u-1',
      money_order: '210.90',
    });
    expect(response['oid_paybill']).toBe(sandbox.transaction('o-1').oid_paybill);
    expect(response['token']).toMatch(/^[0-9a-f]{32}$/);
    expect(response['gateway_url']).toMatch(new RegExp(`^${sandbox.url}/sandbox/checkout/[0-9a-f]{32}$`));
    expect(isSigned(response, sandbox)).toBe(true);
    const direct = await LianlianSandbox.start({ modulusLength: 1024, merchants: [{ smsFlow: false }] });
    expect(await create({}, direct)).not.toHaveProperty('token');
    await direct.stop();
  });

  it.each<[wrong: string, changes: Fields]>([
    ['mobile online banking on the web', { flag_pay_product: '12', flag_chnl: '2' }],
    ['a bank without a kind of card', { bank_code: CMB }],
    ['a kind of card without a bank', { card_type: '1' }],
    ['the time under the name of the table', { time_stamp: '', timestamp: '20261121120000' }],
  ])('refuses %s', async (_wrong, changes) => {
    expect(await create(changes)).toMatchObject({ ret_code: '1004' });
  });

  it.each([
    ['2', '2'],
    ['12', '0'],
  ])('product %s pays by online banking', async (flag_pay_product, flag_chnl) => {
    const page = await opened(await create({ flag_pay_product, flag_chnl, card_type: '8', bank_code: CMB }));
    expect(methodsOf(page)).toEqual(['8']);
    expect(chosenBank(page)).toBe(CMB);
    const paid = await (await press(sandbox, page, 'pay', { method: '8', bank_code: CMB })).text();
    expect(returnForm(paid)).toMatchObject({
      action: RETURN,
      fields: { result_pay: 'SUCCESS', bank_code: CMB },
    });
    expect(isSigned(returnForm(paid).fields, sandbox)).toBe(true);
    expect(shop.received[0]?.fields).toMatchObject({ no_order: 'o-1', pay_type: '8' });
  });

  it.each([
    ['0', '6222020000000000000', '2'],
    ['1', '6225750000000001234', '3'],
  ])('product %s pays by card, and tells its type', async (flag_pay_product, card_no, pay_type) => {
    const page = await opened(await create({ flag_pay_product }));
    const paid = await press(sandbox, page, 'pay', { card_no, verify_code: '123456' });
    const { fields } = returnForm(await paid.text());
    expect(fields).toMatchObject({ ret_code: '0000', result_pay: 'SUCCESS', pay_type });
    expect(isSigned(fields, sandbox)).toBe(true);
    expect(shop.received[0]?.fields).toMatchObject({ pay_type, no_agree: sandbox.cards('u-1')[0]?.no_agree });
  });

  it('takes a bound card with one click, and knows no other', async () => {
    const card = { card_no: TEST_CARDS.pays, verify_code: '123456' };
    await press(sandbox, await opened(await create({ flag_pay_product: '0' })), 'pay', card);
    const no_agree = sandbox.cards('u-1')[0]?.no_agree ?? '';
    const page = await opened(await create({ flag_pay_product: '0', no_order: 'o-2', no_agree }));
    expect(page).not.toMatch(/name="(verify_code|card_no)"/);
    expect(returnForm(await (await press(sandbox, page, 'pay')).text()).action).toBe(RETURN);
    expect((await create({ flag_pay_product: '0', no_order: 'o-3', no_agree: '1' }))['ret_code']).toBe(
      '3003',
    );
  });

  it('is one order: the same again is the same, another amount is 1002, a paid one 2007', async () => {
    const { oid_paybill } = await create();
    const { dt_order } = sandbox.transaction('o-1');
    expect((await create({ dt_order }))['oid_paybill']).toBe(oid_paybill);
    expect((await create({ dt_order, money_order: '1.00' }))['ret_code']).toBe('1002');
    await sandbox.pay('o-1');
    expect((await create({ dt_order }))['ret_code']).toBe('2007');
    expect((await create({ flag_pay_product: '3' }))['ret_msg']).toBe(
      '商户请求参数校验错误（flag_pay_product）',
    );
  });
});
