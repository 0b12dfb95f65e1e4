import { createVerify } from 'node:crypto';

import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { LIANLIAN_PUBLIC_KEY, type SignedMessage, signedMessages } from '../../../support/signed-messages.js';
import {
  call,
  type Fields,
  isSigned,
  orders,
  PATHS,
  ShopEnd,
  sourceOf,
  startSandbox,
} from '../support/merchant.js';

/** The sandbox against messages that LianLian really signed: not against what the package believes of them. */

let sandbox: LianlianSandbox;
let shop: ShopEnd;
beforeEach(async () => {
  sandbox = await startSandbox();
  shop = await ShopEnd.open();
});
afterEach(async () => {
  await sandbox.stop();
  await shop.close();
});

const merchant = (): Fields => ({ oid_partner: sandbox.options.oidPartner, sign_type: 'RSA' });

/** The order of `orders.apply`, paid with its card. */
async function bought(changes: Fields = {}): Promise<Fields> {
  const order: Fields = { ...orders.apply(sandbox, shop.url), ...changes };
  const { token = '' } = (await call(sandbox, PATHS.apply, order)).fields;
  const { no_order = '', money_order = '' } = order;
  const step = { ...merchant(), no_order, money_order, token, verify_code: '123456' };
  const { fields } = await call(sandbox, PATHS.verify, step);
  expect(fields['ret_code']).toBe('0000');
  await sandbox.idle();
  return order;
}

/** What the sandbox sends in place of a real message. */
const counterparts: Readonly<Record<string, () => Promise<Fields>>> = {
  'answer of card.list': async () => {
    await bought({ card_no: TEST_CARDS.pays });
    const query = { ...merchant(), user_id: 'u-1', pay_type: 'M', offset: '0' };
    return (await call(sandbox, PATHS.cards, query)).fields;
  },
  'answer of easypay.query': async () => {
    const { dt_order = '' } = await bought();
    return (await call(sandbox, PATHS.easypayQuery, { ...merchant(), no_order: 'o-1', dt_order })).fields;
  },
};

const withUnsigned = signedMessages.filter(({ unsigned }) => unsigned !== undefined);
const without = (fields: Readonly<Record<string, unknown>>, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name))) as Fields;

describe('a response of which LianLian signs a part', () => {
  it.each(withUnsigned)('$kind: the sandbox leaves the same names out', async (real: SignedMessage) => {
    const left = real.unsigned ?? [];
    const verify = createVerify('RSA-MD5').update(sourceOf(without(real.body, left)), 'utf8');
    expect(verify.verify(LIANLIAN_PUBLIC_KEY, String(real.body['sign']), 'base64')).toBe(true);

    const sent = Object.entries((await counterparts[real.kind]?.()) ?? {});
    const ours = Object.fromEntries(
      sent.map(([name, value]: [string, unknown]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    );
    expect(ours['ret_code']).toBe(real.body['ret_code']);
    for (const name of left) expect(ours).toHaveProperty(name);
    expect(isSigned(without(ours, left), sandbox)).toBe(true);
    // With one of these very names in it, it does not verify.
    for (const name of left) {
      const others = left.filter((each) => each !== name);
      expect(isSigned(without(ours, others), sandbox)).toBe(false);
    }
  });
});

/** How many decimals an amount has that could do with fewer. */
const decimals = (amount: unknown): number => String(amount).split('.')[1]?.length ?? 0;
const isRound = (amount: unknown): boolean => Number(amount) * 10 === Math.round(Number(amount) * 10);

describe('amounts', () => {
  const notified = signedMessages.filter(
    ({ kind, body }) => kind.endsWith('notification') && isRound(body['money_order']),
  );

  it.each(notified)(
    '$body.money_order in a notification: as many decimals as LianLian’s',
    async ({ body }) => {
      await bought();
      expect(decimals(shop.received[0]?.fields['money_order'])).toBe(decimals(body['money_order']));
      await bought({ no_order: 'o-2', money_order: '1000.00' });
      expect(decimals(shop.received[1]?.fields['money_order'])).toBe(decimals(body['money_order']));
    },
  );

  it('are found among the real ones, round ones too', () => {
    expect(notified.map(({ body }) => body['money_order'])).toEqual(['0.2', '1.0']);
  });

  it('in a query: two decimals, as LianLian’s', async () => {
    const real = signedMessages.find(({ kind }) => kind === 'answer of easypay.query');
    expect(real?.body['money_order']).toBe('1.00');
    expect((await counterparts['answer of easypay.query']?.())?.['money_order']).toBe('210.90');
  });
});

describe('names that LianLian signs and its tables lack', () => {
  it('come with the responses of a payment by card', async () => {
    const order = orders.apply(sandbox, shop.url);
    const applied = (await call(sandbox, PATHS.apply, order)).fields;
    expect(applied).toMatchObject({
      sms_flag: '1',
      correlationID: expect.stringMatching(/^\w{32}$/) as string,
    });
    const { no_order = '', money_order = '' } = order;
    const step = {
      ...merchant(),
      no_order,
      money_order,
      token: applied['token'] ?? '',
      verify_code: '123456',
    };
    const paid = (await call(sandbox, PATHS.verify, step)).fields;
    expect(paid).toMatchObject({ ret_code: '0000', sms_flag: '0' });
    for (const response of [applied, paid]) {
      expect(isSigned(response, sandbox)).toBe(true);
      expect(isSigned({ ...response, correlationID: 'x' }, sandbox)).toBe(false);
      expect(isSigned({ ...response, sms_flag: 'x' }, sandbox)).toBe(false);
    }
  });
});
