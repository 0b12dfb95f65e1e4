import { Controller, type INestApplication, Module } from '@nestjs/common';
import {
  type ExpectedPayment,
  LianlianController,
  LianlianModule,
  LianlianService,
  type PaymentNotification,
  type PaymentProduct,
  type PaymentReference,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ADAPTERS, startApp } from '../../support/adapters.js';
import { post } from '../../support/http.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { keys, payment, uniqueNumber } from '../../support/shop.js';
import { catalogue } from '../../conformance/support/data.js';
import { type Gateway, startGateway } from '../calls/support/gateway.js';
import { signedResponse } from '../calls/support/lianlian-side.js';

const TIME = '20261121120000';
/** What each result is told with; the last one only sets money aside. */
const RESULTS = ['SUCCESS', 'FAILURE', 'REFUND', 'PROCESSING', 'SUCCESS as F'] as const;
const PATHS: Readonly<Record<PaymentProduct, string>> = {
  aggregate: '/llwalletapi/orderquery.htm',
  easypay: '/orderquery.htm',
  mpay: '/orderquery.htm',
  exchange: '/exchangeorderquery.htm',
};

type Unsigned = Record<string, unknown>;

/** What somebody could write into a field that nobody signed: another's result, a number, too much, nothing. */
const HOSTILE: readonly unknown[] = ['SUCCESS', '', 7, 'x'.repeat(10_000)];

const hooked: string[] = [];
const unsettled: PaymentReference[] = [];

@Controller('payments')
class PaymentsController extends LianlianController() {
  override expectedPayment(): ExpectedPayment {
    return { money_order: '49.95' };
  }

  override onPayment({ kind, ...fields }: PaymentNotification): void {
    hooked.push(`paid: ${kind} ${Object.keys(fields).sort().join()}`);
  }

  override onOtherResult({ result_pay, ...fields }: PaymentNotification): void {
    hooked.push(`${result_pay}: ${Object.keys(fields).sort().join()}`);
  }

  override unsettledPayments(): readonly PaymentReference[] {
    return unsettled.splice(0);
  }
}

describe.each(ADAPTERS)('what LianLian does not sign decides nothing, on %s', (adapter) => {
  let gateway: Gateway;
  let app: INestApplication;
  let url: string;
  let lianlian: LianlianService;

  beforeAll(async () => {
    gateway = await startGateway();
    @Module({
      imports: [
        LianlianModule.forRoot({
          oidPartner: OID_PARTNER,
          privateKey: keys.merchant.privateKey,
          lianlianPublicKey: keys.lianlian.publicKey,
          gateway: gateway.url,
          notifications: { confirmByQuery: true },
          sweeper: { enabled: false, perSecond: 10_000 },
        }),
      ],
      controllers: [PaymentsController],
    })
    class AppModule {}
    ({ app, url } = await startApp(AppModule, adapter));
    lianlian = app.get(LianlianService);
  });
  afterAll(async () => {
    await app.close();
    await gateway.stop();
  });
  beforeEach(() => {
    hooked.length = 0;
  });

  /** Signs what is signed, and adds the rest. */
  const signed = (fields: Record<string, string>, unsigned: Unsigned): string =>
    signedResponse({ ret_code: '0000', ret_msg: 'ok', ...fields }, keys.lianlian.privateKey, {
      unsigned: unsigned as Record<string, string>,
    });

  /** All that a query of a payment leads to. */
  async function ofPayments(product: PaymentProduct, unsigned: Unsigned): Promise<unknown> {
    const outcomes: unknown[] = [];
    for (const result of RESULTS) {
      const [result_pay = '', , authorized] = result.split(' ');
      const pay_type = authorized ?? 'D';
      gateway.behave(({ path, fields }) => {
        if (path !== PATHS[product]) return JSON.stringify({ ret_code: '8901', ret_msg: '没有记录' });
        const { no_order = '', dt_order = TIME } = fields;
        const order = { no_order, dt_order, oid_paybill: `2026${no_order.slice(-12)}`, money_order: '49.95' };
        return signed({ oid_partner: OID_PARTNER, ...order, result_pay, pay_type }, unsigned);
      });
      const no_order = uniqueNumber('order-00000000');
      const { state } = await lianlian.queries.find({ product, no_order, dt_order: TIME });
      const swept = uniqueNumber('order-00000000');
      unsettled.push({ product, no_order: swept, dt_order: TIME });
      await lianlian.sweeper.sweep();
      const confirmed = uniqueNumber('order-00000000');
      const notification = payment({
        no_order: confirmed,
        dt_order: TIME,
        oid_paybill: `2026${confirmed.slice(-12)}`,
      });
      const { status } = await post(`${url}/payments/notify`, notification);
      outcomes.push({ result, state, status, hooked: hooked.splice(0) });
    }
    return outcomes;
  }

  /** All that a list of cards leads to, but the cards. */
  async function ofCards(unsigned: Unsigned): Promise<unknown> {
    gateway.behave(() => signed({ user_id: 'u-1', count: '2' }, unsigned));
    gateway.reset();
    const { user_id, count, ret_code } = await lianlian.cards.list({ user_id: 'u-1', offset: 0 });
    for await (const _card of lianlian.cards.listAll({ user_id: 'u-1' }));
    // One question of ours, and one for each card that LianLian signed that there is, at most.
    return { user_id, count, ret_code, isBounded: gateway.requests.length <= 1 + 2 };
  }

  /** All that a list of branches leads to, but the branches. */
  async function ofBranches(unsigned: Unsigned): Promise<unknown> {
    gateway.behave(() => signed({ bank_code: '01020000' }, unsigned));
    const { bank_code, ret_code } = await lianlian.banks.branches({ bank_code: '01020000' });
    return { bank_code, ret_code };
  }

  const OF_PAYMENTS = [
    { result: 'SUCCESS', state: 'paid' },
    { result: 'FAILURE', state: 'failed' },
    { result: 'REFUND', state: 'reversed' },
    { result: 'PROCESSING', state: 'pending' },
    { result: 'SUCCESS as F', state: 'authorized' },
  ];

  /** By API: what follows, and what of it is certain. An API with a field that is not signed belongs here. */
  const OUTCOMES: Readonly<Record<string, readonly [of: (unsigned: Unsigned) => Promise<unknown>, object]>> =
    {
      'aggregate.query': [(unsigned) => ofPayments('aggregate', unsigned), OF_PAYMENTS],
      'easypay.query': [(unsigned) => ofPayments('easypay', unsigned), OF_PAYMENTS],
      'mpay.query': [(unsigned) => ofPayments('mpay', unsigned), OF_PAYMENTS],
      'card.list': [ofCards, { user_id: 'u-1', count: '2', ret_code: '0000', isBounded: true }],
      'banks.branches': [ofBranches, { bank_code: '01020000', ret_code: '0000' }],
    };
  const apis = catalogue.apis.filter(({ unsignedResponseFields = [] }) => unsignedResponseFields.length > 0);

  it('of any API that has such fields', () => {
    expect(Object.keys(OUTCOMES).sort()).toEqual(apis.map(({ id }) => id).sort());
  });

  const fields = apis.flatMap(({ id, unsignedResponseFields = [] }) =>
    unsignedResponseFields.map((name) => [id, name] as const),
  );

  it.each(fields)('%s: %s', async (id, name) => {
    const [outcomeOf, expected] = OUTCOMES[id] ?? [];
    const without = await outcomeOf?.({});
    expect(without).toMatchObject(expected ?? {});
    const values = id === 'card.list' ? [...HOSTILE, [], {}, [{ no_agree: 't-1' }], [null, 7, []]] : HOSTILE;
    for (const value of values) expect(await outcomeOf?.({ [name]: value }), String(value)).toEqual(without);
  });
});
