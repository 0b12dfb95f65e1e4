import { wholeSeconds } from 'nestjs-lianlian';
import { TEST_CARD_HOLDER, TEST_CARDS, type TestCard, testCards } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { RETURN_CODE_ROWS } from '../../../../lib/common/codes/return-codes.data.js';
import { ControlClient } from '../support/control-client.js';
import { orders, PATHS, press, submit, textOf } from '../support/merchant.js';
import { NestClient } from '../support/nest-client.js';

const { acct_name, id_no, bind_mob, vali_date, cvv2 } = TEST_CARD_HOLDER;
const HOLDER = { acct_name, id_type: '0', id_no, bind_mob } as const;
const EVERY = testCards.map((card) => [card.name, card] as const);

let client: NestClient;
let orderNumber = 0;

beforeAll(async () => {
  client = await NestClient.open();
});
afterAll(() => client.close());

/** Another order, to be paid with a card's number. */
const order = (card_no: string) => {
  orderNumber += 1;
  return {
    ...{
      user_id: `u-${String(orderNumber)}`,
      no_order: `c-${String(orderNumber)}`,
      dt_order: wholeSeconds(),
    },
    ...{ busi_partner: '109001' as const, name_goods: '羽毛球', money_order: '49.95' },
    ...{ risk_item: { frms_ware_category: '1009' }, ...HOLDER, card_no, ...expiryOf(card_no) },
  };
};
const code = (no_order: string) => client.sandbox.smsCode(no_order);

/** Only a credit card has them. */
function expiryOf(card_no: string): { readonly vali_date?: string; readonly cvv2?: string } {
  return card_no.startsWith('622230') ? { vali_date, cvv2 } : {};
}

async function easypay(card_no: string, pay_type: 'M' | 'F') {
  const { easypayDirect } = client.lianlian;
  const { no_order, money_order, ...asked } = order(card_no);
  const { token = '' } = await easypayDirect.apply({ ...asked, no_order, money_order, pay_type });
  return easypayDirect.verify({ no_order, money_order, token, verify_code: code(no_order) });
}

async function mpay(card_no: string) {
  const { no_order, money_order, ...asked } = order(card_no);
  const { token = '' } = await client.lianlian.mpay.apply({ ...asked, no_order, money_order, pay_type: '2' });
  return client.lianlian.mpay.verify({ no_order, money_order, token, verify_code: code(no_order) });
}

async function exchange(card_no: string) {
  const { no_order, user_id, ...asked } = order(card_no);
  const { token = '' } = await client.lianlian.exchange.apply({
    ...{ ...asked, no_order, user_id },
    ...{ pay_type: 'M', currency_order: 'USD', currency_settle: 'USD' },
  });
  return client.lianlian.exchange.verify({ user_id, no_order, token, verify_code: code(no_order) });
}

/** Each way to pay with a card's number: what is returned is what became of the payment. */
const WAYS: Readonly<Record<string, (card_no: string) => Promise<{ readonly state: string }>>> = {
  easypay: (card_no) => easypay(card_no, 'M'),
  mpay,
  exchange,
  'an authorization': (card_no) => easypay(card_no, 'F'),
};

describe.each(Object.entries(WAYS))('with %s', (way, pay) => {
  it.each(EVERY)('the card %s does what the list says', async (_, { card_no, does, ret_code }) => {
    const paying = pay(card_no);
    const isAuthorization = way === 'an authorization';
    if (does === 'processing') {
      expect((await paying).state).toBe('processing');
    } else if (does === 'pays' || (does === 'no-authorization' && !isAuthorization)) {
      expect((await paying).state).toBe(isAuthorization ? 'authorized' : 'paid');
    } else {
      await expect(paying).rejects.toMatchObject({
        ret_code,
        ret_msg: RETURN_CODE_ROWS[ret_code ?? '']?.[1],
      });
      expect(wasCodeSent()).toBe(does === 'refused-after-code');
    }
  });
});

/** Whether the payer of the last order got an SMS code. */
function wasCodeSent(): boolean {
  try {
    return code(`c-${String(orderNumber)}`) !== '';
  } catch {
    return false;
  }
}

describe.each(['cards', 'mpay'] as const)('bound with %s', (api) => {
  it.each(EVERY)('the card %s is refused only where it is refused at once', async (_, card) => {
    const { user_id, no_order, dt_order, risk_item } = order(card.card_no);
    const { card_no, ret_code, does } = card;
    const request = { user_id, risk_item, card_no, ...HOLDER, ...expiryOf(card_no) };
    const binding =
      api === 'cards'
        ? client.lianlian.cards.bindApply({ ...request, pay_type: 'M' })
        : client.lianlian.mpay.bindApply({ ...request, no_order, dt_order, pay_type: '2' });
    if (does === 'refused-at-once') await expect(binding).rejects.toMatchObject({ ret_code });
    else expect((await binding).token).toMatch(/^[0-9a-f]+$/);
  });
});

describe('at the cashier', () => {
  it.each(EVERY)('the card %s does what the list says', async (_, { card_no, does, ret_code = '', what }) => {
    orderNumber += 1;
    const { sandbox, shop } = client;
    const page = await submit(sandbox, PATHS.web, {
      ...orders.web(sandbox, shop.url),
      no_order: `c-${String(orderNumber)}`,
    });
    expect(page).toContain(`<code>${card_no}</code>`);
    expect(page).toContain(what.zh);
    const shown = await (await press(sandbox, page, 'pay', { card_no, verify_code: '123456' })).text();
    const { result_pay } = sandbox.transaction(`c-${String(orderNumber)}`);
    if (does === 'pays' || does === 'no-authorization') expect(result_pay).toBe('SUCCESS');
    else if (does === 'processing') expect(result_pay).toBe('PROCESSING');
    else {
      expect(result_pay).toBe('FAILURE');
      expect(textOf(shown, 'problem')).toBe(`${ret_code} ${RETURN_CODE_ROWS[ret_code]?.[1] ?? ''}`);
    }
  });
});

describe('the list of test cards', () => {
  it.each(EVERY)('has the card %s once, with a number that passes Luhn’s check', (name, { card_no }) => {
    expect(luhn(card_no)).toBe(0);
    expect(TEST_CARDS[name as keyof typeof TEST_CARDS]).toBe(card_no);
    expect(testCards.filter((each) => each.card_no.slice(-4) === card_no.slice(-4))).toHaveLength(1);
  });

  it('names codes of LianLian’s table, which the last four digits are', () => {
    for (const { card_no, ret_code } of testCards.filter(hasCode)) {
      expect(Object.keys(RETURN_CODE_ROWS)).toContain(ret_code);
      expect(card_no.slice(-4)).toBe(ret_code);
    }
  });

  it('has every code of the table that blames the card, its holder or its limit', () => {
    // Of passwords and of a first verification nothing is asked here, and these are about binding, payouts and withdrawals.
    const notHere = [
      ...[
        '1104',
        '1106',
        '1109',
        '1201',
        '1805',
        '1902',
        '3004',
        '4000',
        '5001',
        '5502',
        '6002',
        '7018',
        '8099',
      ],
      ...['8105', '9104', '9911', '1016'],
    ];
    const codes = Object.entries(RETURN_CODE_ROWS)
      .filter(([, [category]]) => category === 'card' || category === 'limit' || category === 'risk')
      .map(([ret_code]) => ret_code);
    const listed = testCards.map(({ ret_code }) => ret_code);
    expect(codes.filter((each) => !listed.includes(each)).toSorted()).toEqual(notHere.toSorted());
  });

  it('comes over HTTP, with bank, type and all that goes with a card', async () => {
    const control = new ControlClient(client.sandbox);
    const view = await control.get<{ cards: unknown[]; holder: unknown; smsCode: string }>('test-cards');
    expect(view.cards).toHaveLength(testCards.length);
    expect(view.cards).toContainEqual(
      expect.objectContaining({
        ...{ name: 'wrongExpiryOrCvv2', card_no: TEST_CARDS.wrongExpiryOrCvv2, does: 'refused-at-once' },
        ...{ bank_code: '01020000', bank_name: '工商银行', card_type: '3', ret_code: '1103' },
        ret_msg: '银行卡有效期或CVV2错误',
      }),
    );
    expect([view.holder, view.smsCode]).toEqual([TEST_CARD_HOLDER, '123456']);
  });

  it('leaves every other number to pay', async () => {
    expect((await WAYS['easypay']?.('6222020000000001100'))?.state).toBe('paid');
  });
});

function hasCode(card: TestCard): card is TestCard & { readonly ret_code: string } {
  return card.ret_code !== undefined;
}

/** The sum of Luhn's check modulo 10: zero for a number that passes. */
function luhn(digits: string): number {
  const weighted = [...digits].reverse().map((digit, at) => Number(digit) * (at % 2 === 0 ? 1 : 2));
  return weighted.reduce((sum, each) => sum + (each > 9 ? each - 9 : each), 0) % 10;
}
