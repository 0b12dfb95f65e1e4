import { LianlianApiError, LianlianSignatureError } from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { testKeys } from '../../support/merchant.js';
import { LIANLIAN_PUBLIC_KEY, signedMessage } from '../../support/signed-messages.js';
import { type App, merchantOptions, startLianlian } from './support/app.js';
import { type Gateway, startGateway } from './support/gateway.js';
import { MPAY_BIND, PAYOUT } from './support/samples.js';

const keys = testKeys();
let gateway: Gateway;
let app: App | undefined;

beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => app?.close());
afterAll(() => gateway.stop());

/** The app of the merchant that LianLian once answered. */
async function merchant(oidPartner: unknown): Promise<App['lianlian']> {
  app = await startLianlian(keys, {
    ...merchantOptions(keys),
    gateway: gateway.url,
    oidPartner: String(oidPartner),
    lianlianPublicKey: LIANLIAN_PUBLIC_KEY,
  });
  return app.lianlian;
}

/** What becomes of the response with the first or last character of a field changed. */
function altered(body: Record<string, unknown>, name: string): Record<string, unknown> {
  const text = String(body[name]);
  return { ...body, [name]: `${text.slice(0, -1)}${text.endsWith('1') ? '2' : '1'}` };
}

function answers(body: Record<string, unknown>): void {
  gateway.behave(() => JSON.stringify(body));
}

describe("LianLian's real list of cards", () => {
  const body = signedMessage('answer of card.list');
  const listed = async () =>
    (await merchant('201711010001092244')).cards.list({ user_id: 'uid0001', pay_type: 'D', offset: 0 });

  it('is read, though the cards are not signed', async () => {
    answers(body);
    const { agreement_list, count, user_id } = await listed();
    expect([user_id, count]).toEqual(['uid0001', '1']);
    expect(agreement_list).toMatchObject([{ no_agree: '2017000000000000', card_no: '0000', card_type: '2' }]);
  });

  it('is read with the list under its other name', async () => {
    const { agreement_list: aggrement_list, ...rest } = body;
    answers({ ...rest, aggrement_list });
    expect((await listed()).agreement_list).toMatchObject([{ no_agree: '2017000000000000' }]);
  });

  it('is of the user who was asked for, because that is signed', async () => {
    answers(body);
    const lianlian = await merchant('201711010001092244');
    const other = lianlian.cards.list({ user_id: 'uid0002', offset: '0' });
    await expect(other).rejects.toBeInstanceOf(LianlianSignatureError);
  });

  it.each(['user_id', 'count', 'ret_code', 'ret_msg'])('is refused with another %s', async (name) => {
    answers(altered(body, name));
    await expect(listed()).rejects.toBeInstanceOf(LianlianSignatureError);
  });
});

describe("LianLian's real response of Card Bind Apply", () => {
  const body = signedMessage('answer of card.bindApply on the MPAY host');
  const request = {
    user_id: String(body['user_id']),
    pay_type: 'D',
    card_no: '6222021001116245702',
    acct_name: '张三丰',
    id_type: '0',
    id_no: '410782198912151334',
    bind_mob: '13958069594',
    risk_item: { frms_ware_category: '1009' },
  } as const;

  it('says that the payer has a code, and hands on the token', async () => {
    answers(body);
    const bound = await (await merchant(body['oid_partner'])).cards.bindApply(request);
    expect({ ...bound }).toEqual({ ...body, state: 'sms-sent' });
  });

  it.each(['token', 'ret_code', 'user_id', 'no_order'])('is refused with another %s', async (name) => {
    answers(altered(body, name));
    const bound = (await merchant(body['oid_partner'])).cards.bindApply(request);
    await expect(bound).rejects.toBeInstanceOf(LianlianSignatureError);
  });
});

describe("LianLian's real response of Card Bind Apply, which came from MPAY's host", () => {
  const body = signedMessage('answer of card.bindApply on the MPAY host');
  const binding = {
    ...MPAY_BIND,
    user_id: String(body['user_id']),
    no_order: String(body['no_order']),
    dt_order: String(body['dt_order']),
  };
  const bound = async (request = binding) => (await merchant(body['oid_partner'])).mpay.bindApply(request);

  it('says that the payer has a code, and hands on the token', async () => {
    answers(body);
    expect({ ...(await bound()) }).toEqual({ ...body, state: 'sms-sent' });
    expect(gateway.requests.at(-1)?.path).toBe('/v1/bankcardbind');
  });

  it.each(['token', 'ret_code', 'user_id', 'no_order'])('is refused with another %s', async (name) => {
    answers(altered(body, name));
    await expect(bound()).rejects.toBeInstanceOf(LianlianSignatureError);
  });

  it.each(['user_id', 'no_order', 'dt_order'])('is of the binding that was asked for: %s', async (name) => {
    answers(body);
    const other = name === 'dt_order' ? '20221013145019' : 'another';
    await expect(bound({ ...binding, [name]: other })).rejects.toBeInstanceOf(LianlianSignatureError);
  });
});

describe("LianLian's real response to a query of Easypay", () => {
  const body = signedMessage('answer of easypay.query');
  const { no_order, dt_order } = body as Record<string, string>;
  const queried = async (asked: { dt_order?: string | undefined } = {}) =>
    (await merchant(body['oid_partner'])).easypayQuery.query({ no_order, ...asked });

  it.each([{}, { dt_order }])('is read, asked with %j', async (asked) => {
    answers(body);
    expect({ ...(await queried(asked)) }).toEqual(body);
  });

  it('is of the order that was asked for', async () => {
    answers(body);
    await expect(queried({ dt_order: '20171110083106' })).rejects.toBeInstanceOf(LianlianSignatureError);
  });

  it('has the same result whatever its card number, which is not signed', async () => {
    for (const changed of [altered(body, 'card_no'), { ...body, card_no: undefined }]) {
      answers(changed);
      const { card_no: _given, ...rest } = await queried();
      const { card_no: _unsigned, ...signed } = body;
      expect(rest).toEqual(signed);
      await app?.close();
    }
  });

  it.each(['result_pay', 'money_order', 'oid_paybill', 'pay_type'])(
    'is refused with another %s',
    async (name) => {
      answers(altered(body, name));
      await expect(queried()).rejects.toBeInstanceOf(LianlianSignatureError);
    },
  );
});

const REFUND = {
  no_refund: 'r-1',
  dt_refund: '20170801225714',
  money_refund: '1.00',
  no_order: 'o-1',
};

describe.each([
  [
    'error answer, to a refund',
    'error answer',
    ({ refunds }: App['lianlian']): Promise<unknown> => refunds.apply(REFUND),
  ],
  [
    'error answer, to a card that is bound with MPAY',
    'error answer',
    ({ mpay }: App['lianlian']): Promise<unknown> => mpay.bindApply(MPAY_BIND),
  ],
  [
    'error answer, to a payout',
    'error answer',
    ({ payouts }: App['lianlian']): Promise<unknown> => payouts.apply(PAYOUT),
  ],
  [
    'error answer of payout.apply, to a payout',
    'error answer of payout.apply',
    ({ payouts }: App['lianlian']): Promise<unknown> => payouts.apply(PAYOUT),
  ],
  [
    'error answer of payout.apply, to a refund',
    'error answer of payout.apply',
    ({ refunds }: App['lianlian']): Promise<unknown> => refunds.apply(REFUND),
  ],
])("LianLian's real %s", (_what, kind, call) => {
  const body = signedMessage(kind);
  const applied = async () => call(await merchant(body['oid_partner']));

  it('is thrown with its code', async () => {
    answers(body);
    const error: unknown = await applied().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LianlianApiError);
    expect(error).toMatchObject({ ret_code: '4005', ret_msg: '商户未开通权限', outcome: 'failed' });
  });

  it.each(['ret_code', 'ret_msg', 'oid_partner'])('is not believed with another %s', async (name) => {
    answers(altered(body, name));
    await expect(applied()).rejects.toBeInstanceOf(LianlianSignatureError);
  });
});
