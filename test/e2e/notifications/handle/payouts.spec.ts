import { type ExpectedPayout, type LianlianEvent, LianlianService, MemoryInbox } from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { SentPayouts } from '../../../../lib/apis/payout/sent-payouts.js';
import { CallTime } from '../../../../lib/wire/call-time.js';
import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, post } from '../../../support/http.js';
import { OTHER_OID_PARTNER, OID_PARTNER } from '../../../support/merchant.js';
import {
  openPayoutShop,
  payout,
  type PayoutOffice,
  type PayoutShop,
  queriedAt,
  type Says,
  startQueries,
} from '../../../support/payout-shop.js';
import { keys, payment, refund, type Shape, shapesOn, uniqueNumber } from '../../../support/shop.js';
import type { Gateway } from '../../calls/support/gateway.js';

const acknowledged = { status: 200, text: ACK };

describe.each(ADAPTERS)('a payout, on %s', (adapter) => {
  const says: Says = { payout: 'unknown', payment: 'unknown' };
  let lianlian: Gateway;
  beforeAll(async () => {
    lianlian = await startQueries(says);
  });
  afterAll(() => lianlian.stop());

  describe.each(shapesOn(adapter))('told to %s', (shape: Shape) => {
    let expected: ExpectedPayout | null;
    let shop: PayoutShop;
    let events: LianlianEvent[];
    const onPayout = vi.fn<PayoutOffice['onPayout']>();
    const expectedPayout = vi.fn<PayoutOffice['expectedPayout']>();
    const office: PayoutOffice = {
      expectedPayout,
      expectedPayment: () => ({ money_order: '49.95' }),
      onPayout,
      onPayment: vi.fn(),
      onOtherResult: vi.fn(),
    };
    const open = (more: object = {}): Promise<PayoutShop> =>
      openPayoutShop({
        adapter,
        shape,
        office,
        module: { endpoints: queriedAt(lianlian), payoutNotifyUrl: 'https://shop.example/payout-notify' },
        ...more,
      });
    beforeEach(async () => {
      vi.resetAllMocks();
      expectedPayout.mockImplementation(() => expected);
      lianlian.reset();
      Object.assign(says, { payout: 'unknown', payment: 'unknown' });
      shop = await open();
      events = [];
      shop.app.get(LianlianService).events.all$.subscribe((event) => events.push(event));
    });
    afterEach(() => shop.app.close());

    /** One payout, and what LianLian says of it, one word after the other. */
    const payoutOf = (no_order = uniqueNumber('payout-'), oid_paybill = uniqueNumber('2026')) => {
      expected = { money_order: '49.9500', oid_paybill };
      return (result_pay: string, more: Record<string, string> = {}) =>
        payout({ no_order, oid_paybill, result_pay, ...more });
    };
    const send = async (body: Record<string, string>): Promise<number> =>
      (await post(shop.payoutNotifyUrl, body)).status;
    const told = (): string[] => onPayout.mock.calls.map(([{ result_pay }]) => result_pay);
    const errors = (): string[] => shop.logger.texts('error');
    const refusals = (): string[] =>
      events.flatMap((event) =>
        event.type === 'refused' ? [`${String(event.kind)} ${String(event.status)} ${event.reason}`] : [],
      );

    it('reaches onPayout once, with every field and its kind, and is acknowledged again and again', async () => {
      const body = payoutOf()('SUCCESS', { info_order: '运费', money_order: '49.95', memo: 'new' });
      for (let copy = 0; copy < 3; copy++)
        expect(await post(shop.payoutNotifyUrl, body)).toMatchObject(acknowledged);
      expect(onPayout).toHaveBeenCalledTimes(1);
      expect({ ...onPayout.mock.calls[0]?.[0] }).toEqual({ ...body, kind: 'payout' });
      const { no_order, dt_order } = body;
      expect(expectedPayout.mock.calls[0]).toEqual([no_order, dt_order, OID_PARTNER]);
      expect(lianlian.requests).toEqual([]);
      const { oid_paybill } = body;
      const numbers = { kind: 'payout', oid_partner: OID_PARTNER, no_order, oid_paybill };
      expect(events.map(({ type }) => type)).toEqual([
        ...['received', 'handled', 'received', 'repeated', 'received', 'repeated'],
      ]);
      for (const event of events) expect(event).toMatchObject(numbers);
    });

    it('reaches onPayout once, of copies that come at once', async () => {
      const body = payoutOf()('SUCCESS');
      onPayout.mockImplementation(() => new Promise((resolve) => setTimeout(resolve, 50)));
      const statuses = await Promise.all(Array.from({ length: 8 }, () => send(body)));
      expect(new Set(statuses)).toEqual(new Set([200, 503]));
      expect(onPayout).toHaveBeenCalledTimes(1);
      expect(await send(body)).toBe(200);
      expect(onPayout).toHaveBeenCalledTimes(1);
    });

    it('comes again where the hook fails, with one line that names it, and its numbers alone', async () => {
      const body = payoutOf()('SUCCESS', { info_order: '张三' });
      onPayout.mockRejectedValueOnce(new Error('the database is away'));
      expect(await send(body)).toBe(500);
      expect(await send(body)).toBe(200);
      expect(told()).toEqual(['SUCCESS', 'SUCCESS']);
      expect(errors()).toHaveLength(1);
      expect(errors()[0]).toContain(`Payout ${String(body['no_order'])} (transaction`);
      expect(shop.logger.texts().join('\n')).not.toContain('张三');
    });

    it.each(['FAILURE', 'CLOSED'])(
      'that says %s comes again while a later send of it may be under way, which may still be paid',
      async (result) => {
        const sentTwice = async (): Promise<ReturnType<typeof payoutOf>> => {
          const no_order = uniqueNumber('payout-');
          const time = new CallTime(30_000);
          for (let sends = 0; sends < 2; sends++)
            await shop.app.get(SentPayouts).noteAny({ oid_partner: OID_PARTNER, no_order }, time);
          time.end();
          return payoutOf(no_order);
        };
        const failed = await sentTwice();
        for (let copy = 0; copy < 2; copy++) expect(await send(failed(result))).toBe(503);
        expect(told()).toEqual([]);
        expect(refusals()).toEqual(['payout 503 not-confirmed', 'payout 503 not-confirmed']);
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 60_000 });
        expect(await send(failed(result))).toBe(200);
        vi.useRealTimers();
        const paid = await sentTwice();
        expect(await send(paid('SUCCESS'))).toBe(200);
        expect(told()).toEqual([result, 'SUCCESS']);
      },
    );

    it('tells that the bank returned the money in a call of its own, once', async () => {
      const says = payoutOf();
      for (const result of ['SUCCESS', 'CANCEL', 'SUCCESS', 'CANCEL'])
        expect(await send(says(result))).toBe(200);
      expect(told()).toEqual(['SUCCESS', 'CANCEL']);
    });

    it('stays returned where its success comes late: refused, with one line', async () => {
      const says = payoutOf();
      const statuses = [];
      for (const result of ['CANCEL', 'SUCCESS', 'SUCCESS', 'CANCEL'])
        statuses.push(await send(says(result)));
      expect(statuses).toEqual([200, 409, 409, 200]);
      expect(told()).toEqual(['CANCEL']);
      expect(refusals()).toEqual(['payout 409 reversed', 'payout 409 reversed']);
      expect(errors()).toEqual([expect.stringContaining('the bank returned this money')]);
      expect(errors()[0]).toContain(says('SUCCESS')['no_order']);
    });

    it('is not returned while its success is being handled: the return comes again, and after it', async () => {
      const says = payoutOf();
      let finish = (): void => undefined;
      onPayout.mockImplementationOnce(() => new Promise<void>((resolve) => (finish = resolve)));
      const success = send(says('SUCCESS'));
      await vi.waitFor(() => {
        expect(onPayout).toHaveBeenCalledTimes(1);
      });
      expect(await send(says('CANCEL'))).toBe(503);
      finish();
      expect(await success).toBe(200);
      expect(await send(says('CANCEL'))).toBe(200);
      expect(told()).toEqual(['SUCCESS', 'CANCEL']);
      expect(errors()).toEqual([]);
    });

    it.each([
      ['SUCCESS', 'FAILURE'],
      ['FAILURE', 'SUCCESS'],
      ['FAILURE', 'CANCEL'],
      ['CANCEL', 'FAILURE'],
    ])('that is %s and then %s is for a person to look at', async (first, then) => {
      const says = payoutOf();
      expect([await send(says(first)), await send(says(then))]).toEqual([200, 409]);
      expect(told()).toEqual([first]);
      expect(refusals()).toEqual(['payout 409 contradicted']);
      expect(errors()).toEqual([
        expect.stringContaining(`LianLian said ${first} before, and says ${then} now`),
      ]);
    });

    it('gives LianLian’s reason with a failure', async () => {
      expect(await send(payoutOf()('FAILURE', { info_order: '账户余额不足' }))).toBe(200);
      expect(onPayout.mock.calls[0]?.[0]).toMatchObject({
        result_pay: 'FAILURE',
        info_order: '账户余额不足',
      });
    });

    it.each(['APPLY', 'CHECK', 'WAITING', 'PROCESSING', 'REFUND', 'success'])(
      'with the result %s ends nothing, whatever the hook would make of it',
      async (result) => {
        expect(await send(payoutOf()(result))).toBe(409);
        expect(told()).toEqual([]);
        expect(refusals()).toEqual(['payout 409 not-final']);
        expect(errors()).toEqual([expect.stringContaining(`its result_pay is ${result}`)]);
      },
    );

    it.each<[what: string, known: unknown, status: number, reason: string | undefined, says: string]>([
      ['an unknown one', null, 409, 'unknown-order', 'expectedPayout knows no such payout'],
      ['another amount', { money_order: '49.96' }, 409, 'other-amount', 'the app expects 49.96 yuan'],
      [
        'another merchant',
        { money_order: '49.95', oid_partner: OTHER_OID_PARTNER },
        409,
        'other-merchant',
        `belongs to merchant ${OTHER_OID_PARTNER}`,
      ],
      [
        'another transaction',
        { money_order: '49.95', oid_paybill: '2099' },
        409,
        'other-transaction',
        "LianLian's transaction of this payout is 2099",
      ],
      ['a number as its amount', { money_order: 49.95 }, 500, undefined, 'fenToYuan'],
      [
        'a transaction that is no text',
        { money_order: '49.95', oid_paybill: 1 },
        500,
        undefined,
        'oid_paybill',
      ],
      ['a misspelt field', { money_order: '49.95', oidPaybill: '1' }, 500, undefined, 'oidPaybill'],
      ['no object', '49.95', 500, undefined, 'must return an object'],
    ])('that the app knows as %s is refused', async (_what, known, status, reason, sentence) => {
      const body = payoutOf()('SUCCESS');
      expected = known as ExpectedPayout;
      expect(await send(body)).toBe(status);
      expect(told()).toEqual([]);
      expect(refusals()).toEqual(reason === undefined ? [] : [`payout 409 ${reason}`]);
      expect(errors()).toEqual([expect.stringContaining(sentence)]);
      expect(errors()[0]).toContain(body['no_order']);
    });

    it('is a copy of what was handled, though the app knows it no more', async () => {
      const says = payoutOf();
      for (const result of ['SUCCESS', 'CANCEL']) await send(says(result));
      expected = null;
      for (const result of ['SUCCESS', 'CANCEL']) expect(await send(says(result))).toBe(200);
      expect(told()).toEqual(['SUCCESS', 'CANCEL']);
    });

    it('needs oid_partner in what the app returns where the module takes several merchants', async () => {
      const merchants = [OID_PARTNER, OTHER_OID_PARTNER].map((oidPartner) => ({
        oidPartner,
        privateKey: keys.merchant.privateKey,
        lianlianPublicKey: keys.lianlian.publicKey,
      }));
      const several = await open({ module: { merchants, endpoints: queriedAt(lianlian) } });
      const body = payoutOf()('SUCCESS');
      expect((await post(several.payoutNotifyUrl, body)).status).toBe(500);
      expected = { money_order: '49.95', oid_paybill: body['oid_paybill'], oid_partner: OID_PARTNER };
      expect((await post(several.payoutNotifyUrl, body)).status).toBe(200);
      expect(told()).toEqual(['SUCCESS']);
      await several.app.close();
    });

    describe('whose transaction the app does not know', () => {
      const unknownTo = (): Record<string, string> => {
        const body = payoutOf()('SUCCESS');
        expected = { money_order: '49.95' };
        return body;
      };
      const record = ({ oid_paybill = '' }: Record<string, string>, more: Record<string, string> = {}) => ({
        ...{ dt_order: '20261121120000', oid_paybill, money_order: '49.95', result_pay: 'SUCCESS' },
        ...more,
      });

      it('is asked about by its number at LianLian, once', async () => {
        const body = unknownTo();
        says.payout = record(body);
        for (let copy = 0; copy < 2; copy++) expect(await send(body)).toBe(200);
        expect(told()).toEqual(['SUCCESS']);
        const { path, fields } = lianlian.received();
        expect([path, fields['no_order']]).toEqual(['/payout', body['no_order']]);
      });

      it.each<[what: string, more: Record<string, string>, status: number, reason: string]>([
        ['another transaction', { oid_paybill: '2099' }, 409, 'other-transaction'],
        ['another amount', { money_order: '49.96' }, 409, 'other-amount'],
        ['no transaction yet', { oid_paybill: '', result_pay: 'CHECK' }, 503, 'not-confirmed'],
        ['no amount', { money_order: '' }, 503, 'not-confirmed'],
        ['another payout', { no_order: 'payout-of-another' }, 503, 'not-confirmed'],
      ])(
        'is a payout by a query alone that names it: this one names %s',
        async (_what, more, status, reason) => {
          const body = unknownTo();
          says.payout = record(body, more);
          expect(await send(body)).toBe(status);
          expect(told()).toEqual([]);
          expect(refusals()).toEqual([`payout ${String(status)} ${reason}`]);
          expect(errors()).toHaveLength(1);
          // It blocks nothing.
          says.payout = record(body);
          if (status === 503) expect(await send(body)).toBe(200);
        },
      );

      it.each(['unknown', 'broken'] as const)('waits for LianLian where its query is %s', async (said) => {
        const body = unknownTo();
        says.payout = said;
        expect(await send(body)).toBe(503);
        expect(refusals()).toEqual(['payout 503 not-confirmed']);
        says.payout = record(body);
        expect(await send(body)).toBe(200);
        expect(told()).toEqual(['SUCCESS']);
      });

      it('that failed, was sent again and is paid by another transaction is told so, and stays paid', async () => {
        const paid = unknownTo();
        const failed = payout({
          ...unsigned(paid),
          oid_paybill: uniqueNumber('2027'),
          result_pay: 'FAILURE',
        });
        const other = payout({ ...unsigned(failed), oid_paybill: uniqueNumber('2028') });
        for (const body of [failed, paid, failed]) {
          says.payout = record(body, { result_pay: body['result_pay'] ?? '' });
          expect(await send(body)).toBe(200);
        }
        says.payout = record(other, { result_pay: 'FAILURE' });
        expect(await send(other)).toBe(409);
        expect(told()).toEqual(['FAILURE', 'SUCCESS']);
      });

      it.each<[result: string, said: string, status: number]>([
        ['SUCCESS', 'PROCESSING', 200],
        ['SUCCESS', 'CANCEL', 200],
        ['SUCCESS', 'FAILURE', 409],
        ['SUCCESS', 'CLOSED', 409],
        ['FAILURE', 'WAITING', 200],
        ['FAILURE', 'SUCCESS', 409],
        ['FAILURE', 'CANCEL', 409],
        ['CANCEL', 'SUCCESS', 200],
        ['CANCEL', 'FAILURE', 409],
      ])(
        'and that is %s ends by no word that the query contradicts: %s is a %i',
        async (result, said, status) => {
          const body = payoutOf()(result);
          expected = { money_order: '49.95' };
          says.payout = record(body, { result_pay: said });
          expect(await send(body)).toBe(status);
          expect(told()).toEqual(status === 200 ? [result] : []);
          expect(refusals()).toEqual(status === 200 ? [] : ['payout 409 not-confirmed']);
          expect(errors()).toEqual(
            status === 200
              ? []
              : [expect.stringContaining(`the message says ${result}, and LianLian's query`)],
          );
        },
      );

      it('is refused where another transaction of its number was paid, with both numbers', async () => {
        const first = unknownTo();
        const second = payout({ ...unsigned(first), oid_paybill: uniqueNumber('2027') });
        says.payout = record(first);
        expect(await send(first)).toBe(200);
        says.payout = record(second);
        expect(await send(second)).toBe(409);
        expect(told()).toEqual(['SUCCESS']);
        expect(refusals()).toEqual(['payout 409 paid-twice']);
        expect(errors()[0]).toContain(first['oid_paybill']);
        expect(errors()[0]).toContain(second['oid_paybill']);
      });
    });

    describe('where the merchant wants it confirmed by a query', () => {
      it.each<[result: string, said: string, status: number]>([
        ['SUCCESS', 'SUCCESS', 200],
        ['SUCCESS', 'CANCEL', 200],
        ['SUCCESS', 'PROCESSING', 503],
        ['SUCCESS', 'FAILURE', 409],
        ['FAILURE', 'FAILURE', 200],
        ['FAILURE', 'WAITING', 503],
        ['FAILURE', 'SUCCESS', 409],
        ['CANCEL', 'CANCEL', 200],
        ['CANCEL', 'SUCCESS', 503],
        ['CANCEL', 'FAILURE', 409],
      ])('%s while the query says %s is a %i', async (result, said, status) => {
        const confirming = await open({ notifications: { confirmByQuery: true } });
        const body = payoutOf()(result);
        const { oid_paybill = '' } = body;
        says.payout = { oid_paybill, money_order: '49.95', result_pay: said };
        expect((await post(confirming.payoutNotifyUrl, body)).status).toBe(status);
        expect(told()).toEqual(status === 200 ? [result] : []);
        await confirming.app.close();
      });
    });

    it('is handed the transaction of a transactional inbox', async () => {
      class Transactional extends MemoryInbox {
        readonly transactional = true;

        override once(...[key, outcome, work, limits]: Parameters<MemoryInbox['once']>) {
          return super.once(
            key,
            outcome,
            () => (work as (transaction: unknown) => Promise<void>)('the transaction'),
            limits,
          );
        }
      }
      const transacting = await open({ notifications: { inbox: new Transactional() } });
      expect((await post(transacting.payoutNotifyUrl, payoutOf()('SUCCESS'))).status).toBe(200);
      expect(onPayout.mock.calls[0]?.[1]).toBe('the transaction');
      await transacting.app.close();
    });

    it.each([
      ['a payment', () => payment({ oid_paybill: uniqueNumber('2026') })],
      ['a payment whose result is no success', () => payment({ result_pay: 'FAILURE' })],
      ['an authorization', () => payment({ pay_type: 'F' })],
      ['a refund', () => refund()],
    ])('is none that names itself %s: refused, with one line', async (_what, made) => {
      const body = made();
      expected = { money_order: '49.95', oid_paybill: body['oid_paybill'] };
      for (let copy = 0; copy < 2; copy++) expect(await send(body)).toBe(409);
      expect(told()).toEqual([]);
      const kind = body['no_refund'] === undefined ? 'payment' : 'refund';
      expect(refusals()).toEqual([`${kind} 409 wrong-route`, `${kind} 409 wrong-route`]);
      expect(errors()).toEqual([expect.stringContaining('came to a route for payouts')]);
      expect(errors()[0]).toContain(body['no_order'] ?? body['no_refund']);
    });

    it('is none that LianLian did not sign', async () => {
      const body = payoutOf()('SUCCESS');
      for (const name of Object.keys(body).filter((each) => each !== 'sign_type')) {
        expect([name, await send({ ...body, [name]: `${String(body[name])}1` })]).toEqual([name, 401]);
      }
      expect(await send({ ...body, pay_type: 'D' })).toBe(401);
      expect(told()).toEqual([]);
      expect(shop.logger.texts('warn').join('\n')).toContain(`payout "${String(body['no_order'])}`);
    });
  });
});

function unsigned({ sign: _sign, ...fields }: Record<string, string>): Record<string, string> {
  return fields;
}
