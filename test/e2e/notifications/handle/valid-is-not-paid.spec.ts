import type { ExpectedPayment } from 'nestjs-lianlian';
import { of } from 'rxjs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, post } from '../../../support/http.js';
import { OID_PARTNER, OTHER_OID_PARTNER, testKeys } from '../../../support/merchant.js';
import {
  keys,
  openShop,
  payment,
  refund,
  type Shop,
  type ShopHooks,
  SHAPES,
  shapesOn,
  uniqueNumber,
} from '../../../support/shop.js';

const acknowledged = { status: 200, text: ACK };
const merchant = (oidPartner: string) => ({
  oidPartner,
  privateKey: testKeys().merchant.privateKey,
  lianlianPublicKey: keys.lianlian.publicKey,
});

describe.each(ADAPTERS)('on %s', (adapter) => {
  describe.each(shapesOn(adapter))('on %s', (shape) => {
    const expectedPayment = vi.fn<ShopHooks['expectedPayment']>();
    const onPayment = vi.fn<(notification: unknown) => unknown>();
    const onRefund = vi.fn<(notification: unknown) => unknown>();
    const onOtherResult = vi.fn<(notification: unknown) => unknown>();
    let shop: Shop;
    beforeAll(async () => {
      shop = await openShop({
        adapter,
        shape,
        hooks: { expectedPayment, onPayment, onRefund, onOtherResult },
      });
    });
    afterAll(() => shop.close());
    beforeEach(() => {
      vi.resetAllMocks();
      shop.logger.clear();
      expects({ money_order: '49.95' });
    });
    const expects = (expected: unknown): void => {
      expectedPayment.mockReturnValue(expected as ExpectedPayment);
    };
    const fresh = (overrides: Record<string, string> = {}): Record<string, string> =>
      payment({ oid_paybill: uniqueNumber('2026'), ...overrides });

    it('the order is asked for by number, time and merchant, and a payment that matches reaches onPayment', async () => {
      const body = fresh({ pay_type: 'ZZ', some_new_field: 'x' });
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expect(expectedPayment).toHaveBeenCalledWith(body['no_order'], '20261121120000', OID_PARTNER);
      expect(onPayment).toHaveBeenCalledTimes(1);
      expect(onPayment.mock.calls[0]?.[0]).toMatchObject({ ...body, kind: 'payment' });
    });

    it('an order without time is asked for with empty text, and not settled where LianLian does not name its time', async () => {
      // Its claim needs the time: another message of the same payment may have it.
      expect((await post(shop.notifyUrl, fresh({ dt_order: '' }))).status).toBe(503);
      expect(expectedPayment).toHaveBeenCalledWith(expect.stringMatching(/^order-/), '', OID_PARTNER);
      expect(onPayment).not.toHaveBeenCalled();
    });

    it.each([
      ['null', null],
      ['undefined', undefined],
      ['an Observable of null', of(null)],
      ['a promise of null', Promise.resolve(null)],
    ])(
      'an unknown order (%s) is a 409, reported once, and asked for again with the next copy',
      async (_what, nothing) => {
        expects(nothing);
        const body = fresh();
        expect((await post(shop.notifyUrl, body)).status).toBe(409);
        expect(shop.logger.texts('error')).toHaveLength(1);
        expect(shop.logger.texts('error')[0]).toContain(body['no_order']);
        expect(onPayment).not.toHaveBeenCalled();
        expects({ money_order: '49.95' });
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        expect(onPayment).toHaveBeenCalledTimes(1);
      },
    );

    it('a wrong amount is a 409 with one error line that has both amounts, and gives the claim back', async () => {
      expects({ money_order: '50.00' });
      const body = fresh();
      expect((await post(shop.notifyUrl, body)).status).toBe(409);
      const errors = shop.logger.texts('error');
      expect(errors).toHaveLength(1);
      expect(errors[0]).toContain('49.95');
      expect(errors[0]).toContain('50.00');
      expect(errors[0]).toContain(body['oid_paybill']);
      expect(onPayment).not.toHaveBeenCalled();
      expects({ money_order: '49.95' });
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
    });

    it('a wrong amount of another result reaches no hook either', async () => {
      expects({ money_order: '0.01' });
      expect((await post(shop.notifyUrl, fresh({ result_pay: 'FAILURE' }))).status).toBe(409);
      expect(onOtherResult).not.toHaveBeenCalled();
    });

    it.each([
      ['49.95', '49.9500'],
      ['1000.0', '1000'],
      ['0.1', '0.10'],
      ['90071992547409.91', '90071992547409.910000'],
    ])('%s yuan paid is exactly the expected %s', async (money_order, expected) => {
      expects({ money_order: expected });
      expect(await post(shop.notifyUrl, fresh({ money_order }))).toMatchObject(acknowledged);
    });

    it.each([
      ['49.95', '49.9501'],
      ['49.95', ''],
      ['49.95', ' 49.95'],
      ['49.95', '4.995e1'],
      ['49.95', undefined],
      ['49.95', null],
    ])(
      '%s yuan paid cannot be compared with %o: a 500 that settles nothing',
      async (money_order, expected) => {
        expects({ money_order: expected });
        expect((await post(shop.notifyUrl, fresh({ money_order }))).status).toBe(500);
        expect(onPayment).not.toHaveBeenCalled();
      },
    );

    it.each(['oidPaybill', 'oidpaybill'])(
      'an order that says %s is a 500 that names oid_paybill: the protection would be off without a word',
      async (misspelt) => {
        expects({ money_order: '49.95', [misspelt]: '2026', id: 7, createdAt: new Date() });
        expect((await post(shop.notifyUrl, fresh())).status).toBe(500);
        expect(shop.logger.texts('error').join()).toContain('oid_paybill');
        expect(onPayment).not.toHaveBeenCalled();
      },
    );

    it.each([
      ['authorization', 1],
      ['authorization', 0],
      ['authorization', 't'],
      ['oid_paybill', '2026112801849298'.padEnd(32)],
      ['oid_partner', `${OID_PARTNER} `],
      ['authorization', ''],
      ['authorization', Buffer.from([1])],
      ['oid_partner', 201304121000001004n],
      ['oid_partner', true],
      ['oid_paybill', 2026112100000001],
      ['oid_paybill', ['2026112100000001']],
      ['oid_paybill', false],
      ['product', 'Aggregate'],
      ['product', 0],
    ])('an expected %s of %o is a 500 that names the field', async (field, value) => {
      expects({ money_order: '49.95', [field]: value });
      expect((await post(shop.notifyUrl, fresh())).status).toBe(500);
      expect(shop.logger.texts('error').join()).toContain(`expectedPayment's ${field} must be`);
      expect([onPayment.mock.calls, onOtherResult.mock.calls]).toEqual([[], []]);
    });

    it.each(['an order', true, 1])(
      'what expectedPayment returns, %o, is a 500 that asks for an object',
      async (row) => {
        expects(row);
        expect((await post(shop.notifyUrl, fresh())).status).toBe(500);
        expect(shop.logger.texts('error').join()).toContain('must return an object');
      },
    );

    it('a misspelt getter of an entity is a 500 that names the field, and the right one is read', async () => {
      const settledBy = 'first-transaction';
      class Row {
        readonly money_order = '49.95';
      }
      class Misspelt extends Row {
        get oidPaybill(): string {
          return settledBy;
        }
      }
      class Order extends Row {
        get oid_paybill(): string {
          return settledBy;
        }
      }
      expects(new Misspelt());
      expect((await post(shop.notifyUrl, fresh())).status).toBe(500);
      expect(shop.logger.texts('error').join()).toContain('oid_paybill');
      expects(new Order());
      expect((await post(shop.notifyUrl, fresh())).status).toBe(409);
      expect(onPayment).not.toHaveBeenCalled();
    });

    it.each([[49.95], [4995n]])(
      'an expected amount of %s, a number, is a 500 that names fenToYuan',
      async (money_order) => {
        expects({ money_order });
        const response = await post(shop.notifyUrl, fresh());
        expect(response.status).toBe(500);
        expect(shop.logger.texts('error').join()).toContain('fenToYuan');
        expect(onPayment).not.toHaveBeenCalled();
      },
    );

    it('the transaction that paid the order already is acknowledged without a run', async () => {
      const body = fresh();
      expects({ money_order: '49.95', oid_paybill: body['oid_paybill'] });
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expect(onPayment).not.toHaveBeenCalled();
    });

    it('a second transaction for a paid order is a 409, reported as paid twice with both transactions', async () => {
      expects({ money_order: '49.95', oid_paybill: 'first-transaction' });
      const body = fresh();
      expect((await post(shop.notifyUrl, body)).status).toBe(409);
      const errors = shop.logger.texts('error');
      expect(errors).toHaveLength(1);
      expect(errors[0]).toContain('paid twice');
      expect(errors[0]).toContain('first-transaction');
      expect(errors[0]).toContain(body['oid_paybill']);
      expect(onPayment).not.toHaveBeenCalled();
    });

    it.each(['FAILURE', 'REFUND'])(
      '%s of the transaction that paid the order reaches onOtherResult, with a warning',
      async (result_pay) => {
        const body = fresh({ result_pay });
        expects({ money_order: '49.95', oid_paybill: body['oid_paybill'] });
        for (let copy = 0; copy < 2; copy++)
          expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        expect(onOtherResult).toHaveBeenCalledTimes(1);
        expect(onPayment).not.toHaveBeenCalled();
        const warnings = shop.logger.texts('warn').filter((line) => line.includes(body['oid_paybill'] ?? ''));
        expect(warnings).toEqual([expect.stringContaining(result_pay)]);
      },
    );

    it.each(['SUCCESS', 'PROCESSING', 'APPLY_SUCCESS'])(
      '%s of the transaction that paid the order is nothing new',
      async (result_pay) => {
        const body = fresh({ result_pay });
        expects({ money_order: '49.95', oid_paybill: body['oid_paybill'] });
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        expect(onOtherResult).not.toHaveBeenCalled();
        expect(onPayment).not.toHaveBeenCalled();
      },
    );

    it('a failed second attempt on a paid order is no second payment', async () => {
      expects({ money_order: '49.95', oid_paybill: 'first-transaction' });
      expect(await post(shop.notifyUrl, fresh({ result_pay: 'FAILURE' }))).toMatchObject(acknowledged);
      expect(onOtherResult).toHaveBeenCalledTimes(1);
    });

    it.each([
      [{ result_pay: 'FAILURE' }],
      [{ result_pay: 'APPLY_SUCCESS' }],
      [{ result_pay: 'success' }],
      [{ result_pay: 'SUCCESS ' }],
      [{ pay_type: 'F' }],
      [{ pay_type: 'G' }],
    ])('%o never reaches onPayment, but onOtherResult, once', async (overrides) => {
      const body = fresh(overrides);
      for (let copy = 0; copy < 2; copy++)
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expect(onPayment).not.toHaveBeenCalled();
      expect(onOtherResult).toHaveBeenCalledTimes(1);
      expect(onOtherResult.mock.calls[0]?.[0]).toMatchObject({ kind: 'payment', ...overrides });
    });

    it('an order that was an authorization never reaches onPayment, whatever its pay_type', async () => {
      expects({ money_order: '49.95', authorization: true });
      expect(await post(shop.notifyUrl, fresh({ pay_type: '2' }))).toMatchObject(acknowledged);
      expect(onPayment).not.toHaveBeenCalled();
      expect(onOtherResult).toHaveBeenCalledTimes(1);
    });

    it('a success after a failure of the same transaction is handled', async () => {
      const oid_paybill = uniqueNumber('2026');
      expect(await post(shop.notifyUrl, payment({ oid_paybill, result_pay: 'FAILURE' }))).toMatchObject(
        acknowledged,
      );
      expect(await post(shop.notifyUrl, payment({ oid_paybill }))).toMatchObject(acknowledged);
      expect([onOtherResult.mock.calls.length, onPayment.mock.calls.length]).toEqual([1, 1]);
    });

    it.each(['0', '1', '2', '3', '9'])(
      'a refund of sta_refund %s reaches the refund hook',
      async (sta_refund) => {
        expect(
          await post(shop.notifyUrl, refund({ sta_refund, oid_refundno: uniqueNumber('R') })),
        ).toMatchObject(acknowledged);
        expect(onRefund.mock.calls[0]?.[0]).toMatchObject({
          kind: 'refund',
          sta_refund,
          no_refund: 'refund-1',
        });
        expect(onPayment).not.toHaveBeenCalled();
      },
    );

    it('a refund without amount, or with one number alone, is one all the same', async () => {
      const bodies = [
        refund({ money_refund: '' }),
        refund({ oid_refundno: '' }),
        refund({ no_refund: '', sta_refund: '0' }),
      ];
      for (const body of bodies) expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expect(onRefund).toHaveBeenCalledTimes(bodies.length);
    });

    it('what expectedPayment throws is a 500, and nothing is acknowledged', async () => {
      expectedPayment.mockImplementation(() => {
        throw new Error('the database is gone');
      });
      expect((await post(shop.notifyUrl, fresh())).status).toBe(500);
      expect(onPayment).not.toHaveBeenCalled();
    });

    describe('without optional hooks', () => {
      let bare: Shop;
      beforeAll(
        async () => (bare = await openShop({ adapter, shape, hooks: { expectedPayment, onPayment } })),
      );
      afterAll(() => bare.close());

      it.each([[{ result_pay: 'FAILURE' }], [{ pay_type: 'F' }]])(
        '%o is logged once as an error that names onOtherResult, a 500, and never acknowledged',
        async (overrides) => {
          bare.logger.clear();
          const body = fresh(overrides);
          for (let copy = 0; copy < 2; copy++) expect((await post(bare.notifyUrl, body)).status).toBe(500);
          expect(bare.logger.texts('error').filter((line) => line.includes('onOtherResult'))).toHaveLength(1);
          expect(onPayment).not.toHaveBeenCalled();
        },
      );

      // A decorated method gets refunds itself.
      if (shape !== SHAPES[1]) {
        it('a refund is logged as an error that names onRefund, and a 500', async () => {
          bare.logger.clear();
          expect((await post(bare.notifyUrl, refund())).status).toBe(500);
          expect(bare.logger.texts('error').join()).toContain('onRefund');
        });
      }
    });

    describe('with expectedRefund', () => {
      const expectedRefund = vi.fn<NonNullable<ShopHooks['expectedRefund']>>();
      let refunds: Shop;
      beforeAll(async () => {
        refunds = await openShop({
          adapter,
          shape,
          hooks: { expectedPayment, onPayment, onRefund, expectedRefund },
        });
      });
      afterAll(() => refunds.close());

      it('a refund is asked for by number, time and merchant, and compared', async () => {
        expectedRefund.mockReturnValue({ money_refund: '10.00' });
        expect(await post(refunds.notifyUrl, refund({ oid_refundno: 'A' }))).toMatchObject(acknowledged);
        expect(expectedRefund).toHaveBeenCalledWith('refund-1', '20261121130000', OID_PARTNER);
        expect(onRefund).toHaveBeenCalledTimes(1);
      });

      it.each([
        ['an unknown one', null, 409],
        ['another amount', { money_refund: '10.01' }, 409],
        ['another merchant', { money_refund: '10', oid_partner: OTHER_OID_PARTNER }, 409],
        ['a number', { money_refund: 10 }, 500],
        ['a merchant that is a number', { money_refund: '10', oid_partner: 1 }, 500],
        ['a text', 'refund', 500],
      ])('%s reaches no hook: %s is a %i', async (_what, expected, status) => {
        refunds.logger.clear();
        expectedRefund.mockReturnValue(expected as never);
        expect((await post(refunds.notifyUrl, refund({ oid_refundno: uniqueNumber('R') }))).status).toBe(
          status,
        );
        expect(onRefund).not.toHaveBeenCalled();
        expect(refunds.logger.texts('error')).toHaveLength(1);
      });
    });

    describe('with several merchants', () => {
      let several: Shop;
      beforeAll(async () => {
        several = await openShop({
          adapter,
          shape,
          hooks: { expectedPayment, onPayment, onRefund, onOtherResult },
          module: { merchants: [merchant(OID_PARTNER), merchant(OTHER_OID_PARTNER)] },
        });
      });
      afterAll(() => several.close());

      it("another merchant's payment with the order's number and amount settles nothing", async () => {
        several.logger.clear();
        expects({ money_order: '49.95', oid_partner: OID_PARTNER });
        const foreign = fresh({ oid_partner: OTHER_OID_PARTNER });
        expect((await post(several.notifyUrl, foreign)).status).toBe(409);
        expect(several.logger.texts('error')).toHaveLength(1);
        expect(several.logger.texts('error')[0]).toContain(OTHER_OID_PARTNER);
        expect(onPayment).not.toHaveBeenCalled();
        expect(await post(several.notifyUrl, fresh())).toMatchObject(acknowledged);
        expect(onPayment).toHaveBeenCalledTimes(1);
      });

      it.each([[undefined], [null], ['']])(
        'an expected payment with the merchant %o is a 500',
        async (oid_partner) => {
          several.logger.clear();
          expects({ money_order: '49.95', oid_partner });
          expect((await post(several.notifyUrl, fresh())).status).toBe(500);
          expect(several.logger.texts('error').join()).toContain('oid_partner');
          expect(onPayment).not.toHaveBeenCalled();
        },
      );

      it('a refund is a 500 where there is no expectedRefund: it could be that of another merchant', async () => {
        several.logger.clear();
        expect((await post(several.notifyUrl, refund({ oid_refundno: uniqueNumber('R') }))).status).toBe(500);
        expect(several.logger.texts('error').join()).toContain('expectedRefund is required');
        expect(onRefund).not.toHaveBeenCalled();
      });

      it('the same transaction number of two merchants is two payments', async () => {
        expectedPayment.mockImplementation((_order, _time, oid_partner) => ({
          money_order: '49.95',
          oid_partner,
        }));
        const oid_paybill = uniqueNumber('2026');
        for (const oid_partner of [OID_PARTNER, OTHER_OID_PARTNER]) {
          expect(await post(several.notifyUrl, payment({ oid_paybill, oid_partner }))).toMatchObject(
            acknowledged,
          );
        }
        expect(onPayment).toHaveBeenCalledTimes(2);
      });
    });

    it('with one merchant, an expected payment of another one is refused', async () => {
      expects({ money_order: '49.95', oid_partner: OTHER_OID_PARTNER });
      expect((await post(shop.notifyUrl, fresh())).status).toBe(409);
      expect(onPayment).not.toHaveBeenCalled();
    });
  });
});
