import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import {
  call,
  type Fields,
  isSigned,
  orders,
  PATHS,
  press,
  returnForm,
  ShopEnd,
  startSandbox,
  submit,
  textOf,
} from '../support/merchant.js';

const RETURN = 'https://shop.example/return?a=1&b="2"';

let sandbox: LianlianSandbox;
let shop: ShopEnd;

beforeEach(async () => {
  [sandbox, shop] = await Promise.all([startSandbox(), ShopEnd.open()]);
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

const redirect = (changes: Fields = {}): Promise<string> =>
  submit(sandbox, PATHS.redirect, { ...orders.redirect(sandbox, shop.url), url_return: RETURN, ...changes });
const web = (changes: Fields = {}): Promise<string> =>
  submit(sandbox, PATHS.web, { ...orders.web(sandbox, shop.url), url_return: RETURN, ...changes });
const h5 = (changes: Fields = {}): Promise<string> =>
  submit(sandbox, PATHS.h5, { ...orders.h5(sandbox, shop.url), url_return: RETURN, ...changes });

describe('the cashier', () => {
  it('shows the order, escaped, on a page that loads nothing from elsewhere', async () => {
    const page = await redirect({ name_goods: '<img src=x onerror=alert(1)>' });
    expect(textOf(page, 'goods')).toBe('&lt;img src=x onerror=alert(1)&gt;');
    expect(textOf(page, 'order')).toBe('o-1');
    expect(textOf(page, 'amount')).toBe('¥ 210.90');
    expect(page).toContain('<meta name="viewport"');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page.indexOf('<meta charset="utf-8">')).toBeLessThan(200);
  });

  it('offers online banking, WeChat and Alipay, or what the request chose', async () => {
    const values = (page: string): string[] =>
      [...page.matchAll(/data-testid="method-(\w)"/g)].map(([, id = '']) => id);
    expect(values(await redirect())).toEqual(['1', '8', '9', 'I', 'L']);
    expect(values(await redirect({ pay_type: '8', bank_code: '01020000', no_order: 'o-2' }))).toEqual(['8']);
  });

  it('is not found where nobody opened it', async () => {
    expect((await fetch(`${sandbox.url}/sandbox/checkout/${'0'.repeat(32)}`)).status).toBe(404);
    expect((await fetch(`${sandbox.url}/sandbox/checkout/x`, { method: 'POST' })).status).toBe(404);
  });
});

describe('paying an aggregate order', () => {
  it('notifies the shop and sends the browser back with a signed form, once', async () => {
    const page = await redirect({ info_order: '备注' });
    const paid = await (await press(sandbox, page, 'pay', { method: 'L' })).text();
    expect(shop.received[0]?.fields).toMatchObject({ pay_type: 'L', result_pay: 'SUCCESS' });
    const { action, fields } = returnForm(paid);
    expect(action).toBe(RETURN);
    expect(Object.keys(fields).sort()).toEqual(
      'dt_order info_order money_order no_order oid_partner oid_paybill pay_type result_pay settle_date sign sign_type'.split(
        ' ',
      ),
    );
    expect(fields).toMatchObject({
      no_order: 'o-1',
      money_order: '210.9',
      result_pay: 'SUCCESS',
      info_order: '备注',
    });
    expect(isSigned(fields, sandbox)).toBe(true);
    const again = await (await press(sandbox, page, 'pay', { method: 'L' })).text();
    expect(again).toContain('data-testid="paid"');
    expect(returnForm(again).action).toBe('');
    expect(shop.received).toHaveLength(1);
  });

  it('stays on a success page where there is no url_return', async () => {
    const paid = await (await press(sandbox, await redirect({ url_return: '' }), 'pay')).text();
    expect(paid).toContain('data-testid="paid"');
  });

  it('fails without a word to the shop, and can be tried again', async () => {
    const page = await redirect();
    const failed = await (await press(sandbox, page, 'fail')).text();
    expect(failed).toContain('data-testid="problem"');
    expect(sandbox.transaction('o-1').result_pay).toBe('FAILURE');
    expect(shop.received).toEqual([]);
    const retry = /href="([^"]*)" data-testid="retry"/.exec(failed)?.[1] ?? '';
    const second = await (await fetch(sandbox.url + retry)).text();
    expect(returnForm(await (await press(sandbox, second, 'pay')).text()).action).toBe(RETURN);
  });

  it('sends a payer who gives up back with a bare GET', async () => {
    const response = await press(sandbox, await redirect(), 'abandon');
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('https://shop.example/return?a=1&b=%222%22');
    expect(sandbox.transaction('o-1').result_pay).toBe('WAITING');
    const stays = await press(sandbox, await redirect({ no_order: 'o-2', url_return: '' }), 'abandon');
    expect(stays.status).toBe(200);
  });

  it('is over when the order is closed', async () => {
    const page = await redirect({ valid_order: '5' });
    await sandbox.clock.advance(5 * 60_000);
    expect(await (await press(sandbox, page, 'pay')).text()).toContain('data-testid="ret_code">2006<');
    expect(shop.received).toEqual([]);
  });
});

describe('paying by card', () => {
  const card = { card_no: TEST_CARDS.pays, verify_code: '123456' };

  it('easypay.webRedirect returns with ret_code too', async () => {
    const paid = await (await press(sandbox, await web(), 'pay', card)).text();
    const { fields } = returnForm(paid);
    expect(fields).toMatchObject({
      ret_code: '0000',
      ret_msg: '交易成功',
      result_pay: 'SUCCESS',
      pay_type: 'M',
      bank_code: '01020000',
    });
    expect(isSigned(fields, sandbox)).toBe(true);
    expect(shop.received[0]?.fields).toMatchObject({ no_order: 'o-1', pay_type: 'M' });
  });

  it('easypay.h5Redirect returns one field of JSON', async () => {
    const paid = await (await press(sandbox, await h5({ info_order: 'x' }), 'pay', card)).text();
    const { fields } = returnForm(paid);
    expect(Object.keys(fields)).toEqual(['res_data']);
    const result = JSON.parse(fields['res_data'] ?? '') as Fields;
    expect(Object.keys(result).sort()).toEqual(
      'dt_order money_order no_order oid_partner oid_paybill result_pay settle_date sign sign_type'.split(
        ' ',
      ),
    );
    expect(isSigned(result, sandbox)).toBe(true);
  });

  it('says why the bank refuses, and lets the payer try again', async () => {
    const page = await web();
    const wrongCode = await (await press(sandbox, page, 'pay', { ...card, verify_code: '1' })).text();
    expect(textOf(wrongCode, 'problem')).toBe('1900 短信码校验错误');
    const broke = await (
      await press(sandbox, page, 'pay', { ...card, card_no: TEST_CARDS.insufficientBalance })
    ).text();
    expect(textOf(broke, 'problem')).toBe('6001 卡余额不足');
    expect(returnForm(await (await press(sandbox, page, 'pay', card)).text()).action).toBe(RETURN);
  });

  it('waits for a bank that is processing', async () => {
    const page = await (
      await press(sandbox, await web(), 'pay', { ...card, card_no: TEST_CARDS.processing })
    ).text();
    expect(page).toContain('data-testid="processing"');
    expect(shop.received).toEqual([]);
  });

  it('returns an authorization too, and refuses a debit card for it', async () => {
    const page = await web({ pay_type: 'F' });
    const debit = await (
      await press(sandbox, page, 'pay', { ...card, card_no: TEST_CARDS.debitOnly })
    ).text();
    expect(textOf(debit, 'problem')).toContain('5601');
    expect(returnForm(await (await press(sandbox, page, 'pay', card)).text()).fields['pay_type']).toBe('F');
    expect(shop.received[0]?.fields['pay_type']).toBe('F');
  });

  it('takes the card of the request without showing its number, and a bound card with one click', async () => {
    const page = await web({
      card_no: TEST_CARDS.pays,
      id_no: '339005198901194918',
      acct_name: '张三',
      id_type: '0',
    });
    expect(textOf(page, 'card')).toContain('622202*********0000');
    expect(page).not.toMatch(/6222020000|339005|张三/);
    expect(page).toContain('name="verify_code"');
    await press(sandbox, page, 'pay', { verify_code: '123456' });
    const { no_agree = '' } = sandbox.notification('o-1');
    const oneClick = await h5({ no_agree, no_order: 'o-2' });
    expect(oneClick).not.toMatch(/name="(verify_code|card_no)"/);
    expect(returnForm(await (await press(sandbox, oneClick, 'pay')).text()).fields).toHaveProperty(
      'res_data',
    );
  });
});

describe('the page behind a QR code', () => {
  it('can fail, and tells an Alipay payment as such', async () => {
    const { fields } = await call(sandbox, PATHS.direct, {
      ...orders.direct(sandbox, shop.url),
      pay_type: 'L',
    });
    const page = await (await fetch(fields['payLoad'] ?? '')).text();
    expect(textOf(page, 'wallet')).toBe('支付宝');
    await press(sandbox, page, 'fail');
    expect(sandbox.transaction('o-1').result_pay).toBe('FAILURE');
    await press(sandbox, page, 'pay');
    expect(shop.received[0]?.fields).toMatchObject({ pay_type: 'L', result_pay: 'SUCCESS' });
    expect(await (await fetch(fields['payLoad'] ?? '')).text()).toContain('data-testid="paid"');
  });
});
