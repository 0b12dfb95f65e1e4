import { readFileSync } from 'node:fs';

import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  type INestApplication,
  NotFoundException,
} from '@nestjs/common';
import { AbstractHttpAdapter, BaseExceptionFilter } from '@nestjs/core';
import { LianlianService, type NotificationInbox } from 'nestjs-lianlian';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, post, postChunks, sleep } from '../../../support/http.js';
import { paymentFields, signedByLianlian } from '../../../support/lianlian-signs.js';
import { OID_PARTNER, OTHER_OID_PARTNER, testKeys } from '../../../support/merchant.js';
import { keys, openShop, payment, refund, type Shop, shapesOn, uniqueNumber } from '../../../support/shop.js';

const seen: unknown[] = [];

/** Reshapes every error, as apps do. */
@Catch()
class EnvelopeFilter implements ExceptionFilter {
  constructor(private readonly adapter: AbstractHttpAdapter) {}

  catch(error: unknown, host: ArgumentsHost): void {
    seen.push(error);
    const status = error instanceof HttpException ? error.getStatus() : 599;
    this.adapter.reply(host.switchToHttp().getResponse(), { envelope: status }, status);
  }
}

const envelope = (app: INestApplication): void => {
  app.useGlobalFilters(new EnvelopeFilter(app.getHttpAdapter() as AbstractHttpAdapter));
};
const reshaped = (status: number) => ({ status, text: JSON.stringify({ envelope: status }) });

describe.each(ADAPTERS)('on %s', (adapter) => {
  describe.each(shapesOn(adapter))('on %s', (shape) => {
    const hooks = {
      expectedPayment: (no_order: string) => (no_order === 'unknown' ? null : { money_order: '49.95' }),
      onPayment: vi.fn((): unknown => undefined),
      onRefund: vi.fn((): unknown => undefined),
      onOtherResult: vi.fn((): unknown => undefined),
    };
    let shop: Shop;
    beforeAll(async () => {
      shop = await openShop({ adapter, shape, hooks, configure: envelope, notifications: { budgetMs: 200 } });
    });
    afterAll(() => shop.close());

    const fresh = (overrides: Record<string, string> = {}): Record<string, string> =>
      payment({ oid_paybill: uniqueNumber('2026'), ...overrides });

    it.each([
      [
        'neither payment nor refund',
        signedByLianlian({ oid_partner: OID_PARTNER, a: '1' }, keys.lianlian.privateKey),
      ],
      ['a payment and a refund at once', payment({ no_refund: 'r', oid_refundno: '1' })],
      ['a payment without its transaction', payment({ oid_paybill: '' })],
      ['a payment without its result', payment({ result_pay: ' ' })],
      ['a payment whose amount is none', payment({ money_order: '1,000.00' })],
      ['a payment without an amount', payment({ money_order: '' })],
      ['a payment of less than nothing', payment({ money_order: '-49.95' })],
      ['a payment of a fraction of a fen', payment({ money_order: '49.951' })],
      ['a refund whose amount is none', refund({ money_refund: 'ten' })],
    ])('answers 400, as the app shapes it, to what is %s, though signed', async (_what, body) => {
      expect(await post(shop.notifyUrl, body)).toMatchObject(reshaped(400));
    });

    it('answers 400 to a broken body and to fields that are nested where text is decided by', async () => {
      expect(await post(shop.notifyUrl, '{')).toMatchObject(reshaped(400));
      expect(await post(shop.notifyUrl, { ...fresh(), money_order: { a: 1 } })).toMatchObject(reshaped(400));
      expect(await post(shop.notifyUrl, { ...fresh(), oid_partner: [OID_PARTNER] })).toMatchObject(
        reshaped(400),
      );
    });

    it('answers 401, as the app shapes it, to what LianLian did not sign for us', async () => {
      const genuine = fresh();
      const { sign: _sign, ...unsigned } = genuine;
      const source = { ...genuine, sign_type: 'MD5', sign: 'd41d8cd98f00b204e9800998ecf8427e' };
      const forged = [
        unsigned,
        { ...genuine, sign: '' },
        { ...genuine, money_order: '0.01' },
        { ...genuine, extra: 'x' },
        payment({}, keys.merchant.privateKey),
        payment({}, testKeys().lianlian.privateKey),
        source,
        signedByLianlian(paymentFields({ sign_type: 'MD5' }), keys.lianlian.privateKey),
        signedByLianlian(paymentFields(), keys.lianlian.privateKey, 'SHA256withRSA'),
        payment({ oid_partner: OTHER_OID_PARTNER }),
        payment({ oid_partner: '' }),
        payment({ oid_partner: '__proto__' }),
      ];
      for (const body of forged)
        expect([body, await post(shop.notifyUrl, body)]).toMatchObject([body, reshaped(401)]);
      expect(hooks.onPayment).not.toHaveBeenCalled();
    });

    it('says in the log which order an unsigned notification names, in one line, and nothing more of it', async () => {
      shop.logger.clear();
      await post(shop.notifyUrl, {
        ...fresh(),
        no_order: `x\n[Nest] fake line ${'y'.repeat(100)}`,
        card_no: '6222000011112222',
      });
      const warnings = shop.logger.texts('warn');
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain('lianlianPublicKey');
      expect(warnings[0]).toContain(String.raw`"x\n[Nest] fake line`);
      expect(warnings[0]?.split('\n')).toHaveLength(1);
      expect(shop.logger.texts().join()).not.toContain('6222000011112222');
    });

    it('answers 408 and 413, as the app shapes them', async () => {
      expect(await postChunks(shop.notifyUrl, ['{'], { stall: true })).toMatchObject(reshaped(408));
      expect(await post(shop.notifyUrl, ' '.repeat(65537))).toMatchObject(reshaped(413));
    });

    it('answers 409, as the app shapes it, to a payment of an unknown order', async () => {
      expect(await post(shop.notifyUrl, fresh({ no_order: 'unknown' }))).toMatchObject(reshaped(409));
    });

    it('answers 500, with what a getter of an expectation throws as its cause', async () => {
      const entity = {
        money_order: '49.95',
        get oid_paybill(): string {
          throw new Error('not loaded');
        },
      };
      const causes: unknown[] = [];
      const closed = await openShop({
        adapter,
        shape,
        hooks: { ...hooks, expectedPayment: () => entity },
        configure: (app) =>
          app.useGlobalFilters({
            catch: (error: HttpException, host: ArgumentsHost) => {
              causes.push(error.cause);
              new BaseExceptionFilter(app.getHttpAdapter()).catch(error, host);
            },
          }),
      });
      expect((await post(closed.notifyUrl, fresh())).status).toBe(500);
      expect(causes).toMatchObject([{ message: 'not loaded' }]);
      expect(closed.logger.texts('error').join('\n')).toContain('expectedPayment failed');
      await closed.close();
    });

    it.each([
      [
        'an error',
        () => {
          throw new TypeError('the database is gone');
        },
      ],
      [
        'a NotFoundException',
        () => {
          throw new NotFoundException('no such order');
        },
      ],
      ['a rejection', () => Promise.reject(new Error('later'))],
    ])('answers 500, with %s of the handler as its cause', async (_what, fail) => {
      seen.length = 0;
      hooks.onPayment.mockImplementationOnce(fail);
      const body = fresh();
      expect(await post(shop.notifyUrl, body)).toMatchObject(reshaped(500));
      const [error] = seen as [HttpException];
      const cause = await new Promise((resolve) => {
        resolve(fail());
      }).catch((thrown: unknown) => thrown);
      expect(error.getStatus()).toBe(500);
      expect(error.cause).toEqual(cause);
      expect(await post(shop.notifyUrl, body)).toMatchObject({ status: 200, text: ACK });
    });

    it('answers 503, as the app shapes it, over budget, and acknowledges the next copy without another run', async () => {
      hooks.onPayment.mockClear();
      hooks.onPayment.mockImplementationOnce(() => sleep(400));
      const body = fresh();
      expect(await post(shop.notifyUrl, body)).toMatchObject(reshaped(503));
      expect(await post(shop.notifyUrl, body)).toMatchObject(reshaped(503));
      await sleep(350);
      expect(await post(shop.notifyUrl, body)).toMatchObject({ status: 200, text: ACK });
      expect(hooks.onPayment).toHaveBeenCalledTimes(1);
    });

    it('tells a sender nothing of what the app knows', async () => {
      const refused = await openShop({
        adapter,
        shape,
        hooks: { ...hooks, expectedPayment: () => ({ money_order: '77.77' }) },
      });
      const response = await post(refused.notifyUrl, fresh());
      expect(response.status).toBe(409);
      expect(response.text).not.toContain('77.77');
      await refused.close();
    });
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('ECONNREFUSED'))],
    [
      'throws at once',
      () => {
        throw new Error('no pool');
      },
    ],
  ])('answers 503, as the app shapes it, when the inbox %s, and runs nothing', async (_how, gone) => {
    const inbox: NotificationInbox = { once: gone, recall: gone };
    const onPayment = vi.fn();
    const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment };
    const shop = await openShop({ adapter, hooks, configure: envelope, notifications: { inbox } });
    expect(await post(shop.notifyUrl, payment())).toMatchObject(reshaped(503));
    expect(onPayment).not.toHaveBeenCalled();
    expect(shop.logger.texts('error')).toEqual([expect.stringContaining('the inbox cannot be reached')]);
    await shop.close();
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('ECONNREFUSED'))],
    [
      'throws at once',
      () => {
        throw new Error('no pool');
      },
    ],
  ])(
    'answers 503 when expectedPayment fails and the inbox %s when it is asked for a copy',
    async (_how, gone) => {
      const inbox: NotificationInbox = { once: () => Promise.resolve({ status: 'ran' }), recall: gone };
      const hooks = { expectedPayment: () => Promise.reject(new Error('no')), onPayment: vi.fn() };
      const shop = await openShop({ adapter, hooks, configure: envelope, notifications: { inbox } });
      expect(await post(shop.notifyUrl, payment())).toMatchObject(reshaped(503));
      expect(hooks.onPayment).not.toHaveBeenCalled();
      expect(shop.logger.texts('error')).toEqual([expect.stringContaining('the inbox cannot be reached')]);
      await shop.close();
    },
  );

  it('answers 503 when the inbox goes away between claim and completion', async () => {
    const inbox: NotificationInbox = {
      once: async (_key, _outcome, work) => {
        await work();
        throw new Error('the connection is gone');
      },
      recall: () => Promise.resolve(undefined),
    };
    const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment: vi.fn() };
    const shop = await openShop({ adapter, hooks, configure: envelope, notifications: { inbox } });
    expect(await post(shop.notifyUrl, payment())).toMatchObject(reshaped(503));
    expect(hooks.onPayment).toHaveBeenCalledTimes(1);
    expect(shop.logger.texts('error').join()).toContain('the connection is gone');
    await shop.close();
  });

  it('answers 500 when the handler fails, whatever an inbox makes of its error', async () => {
    const inbox: NotificationInbox = {
      once: async (_key, _outcome, work) => {
        await work().catch(() => {
          throw new Error('The transaction was rolled back.');
        });
        return { status: 'ran' };
      },
      recall: () => Promise.resolve(undefined),
    };
    const onPayment = (): never => {
      throw new Error('no stock');
    };
    const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment };
    const shop = await openShop({ adapter, hooks, configure: envelope, notifications: { inbox } });
    expect(await post(shop.notifyUrl, payment())).toMatchObject(reshaped(500));
    expect(shop.logger.texts('error').join()).toContain('no stock');
    await shop.close();
  });

  it('logs that a claim was lost before the handler ended, and answers 503', async () => {
    const inbox: NotificationInbox = {
      once: async (_key, _outcome, work) => {
        await work();
        return { status: 'lost' };
      },
      recall: () => Promise.resolve(undefined),
    };
    const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment: () => undefined };
    const shop = await openShop({ adapter, hooks, configure: envelope, notifications: { inbox } });
    const body = payment();
    expect(await post(shop.notifyUrl, body)).toMatchObject(reshaped(503));
    const errors = shop.logger.texts('error');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('its claim ended, and another copy may have run it');
    expect(errors[0]).toContain(body['oid_paybill']);
    expect(shop.app.get(LianlianService).events.counts()).toMatchObject({ 'refused.lease-lost': 1 });
    await shop.close();
  });

  it('answers 403, as the app shapes it, to a source that is not allowed, whatever its body says', async () => {
    const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment: vi.fn() };
    const closed = await openShop({
      adapter,
      hooks,
      configure: envelope,
      notifications: { allowedSources: ['203.0.113.0/24', '2001:db8::/32'] },
    });
    expect(await post(closed.notifyUrl, payment())).toMatchObject(reshaped(403));
    expect(hooks.onPayment).not.toHaveBeenCalled();
    expect(closed.logger.texts('warn').join()).toContain('127.0.0.1');
    await closed.close();
    const open = await openShop({ adapter, hooks, notifications: { allowedSources: ['127.0.0.0/8'] } });
    expect(
      await post(open.notifyUrl, payment(), undefined, { 'x-forwarded-for': '203.0.113.9' }),
    ).toMatchObject({ status: 200 });
    await open.close();
  });

  it('verifies SHA256withRSA where the settings allow it, RSA still, and several keys during a change', async () => {
    const old = testKeys().lianlian;
    const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment: vi.fn() };
    const shop = await openShop({
      adapter,
      hooks,
      module: {
        oidPartner: OID_PARTNER,
        privateKey: keys.merchant.privateKey,
        signType: 'SHA256withRSA',
        lianlianPublicKey: [old.publicKey, keys.lianlian.publicKey],
      },
    });
    const sign = (key = keys.lianlian.privateKey, type: 'RSA' | 'SHA256withRSA' = 'SHA256withRSA') => {
      const fields = paymentFields({ oid_paybill: uniqueNumber('2026'), no_order: uniqueNumber('order-') });
      return signedByLianlian(fields, key, type);
    };
    expect(await post(shop.notifyUrl, sign())).toMatchObject({ status: 200, text: ACK });
    expect(await post(shop.notifyUrl, sign(old.privateKey))).toMatchObject({ status: 200, text: ACK });
    expect(await post(shop.notifyUrl, sign(old.privateKey, 'RSA'))).toMatchObject({ status: 200, text: ACK });
    expect(await post(shop.notifyUrl, sign(testKeys().lianlian.privateKey))).toMatchObject({ status: 401 });
    await shop.close();
  });

  it('takes a message without a sign_type, or with an empty one, for RSA', async () => {
    const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment: vi.fn() };
    const shop = await openShop({ adapter, hooks });
    const blank = signedByLianlian(paymentFields({ sign_type: '' }), keys.lianlian.privateKey);
    const { sign_type: _type, ...without } = signedByLianlian(
      paymentFields({ sign_type: '', oid_paybill: '2', no_order: 'order-2' }),
      keys.lianlian.privateKey,
    );
    expect(await post(shop.notifyUrl, blank)).toMatchObject({ status: 200, text: ACK });
    expect(await post(shop.notifyUrl, without)).toMatchObject({ status: 200, text: ACK });
    await shop.close();
  });

  it('refuses a message whose fields were moved into a value, or out of one', async () => {
    const onPayment = vi.fn();
    const shop = await openShop({
      adapter,
      hooks: { expectedPayment: () => ({ money_order: '49.95' }), onPayment },
    });
    // The payer of order "cheap" wrote the remark; LianLian signed it with the payment.
    const signed = payment({ no_order: 'cheap', info_order: 'hi&no_order=dear', name_goods: 'x' });
    expect(await post(shop.notifyUrl, signed)).toMatchObject({ status: 400 });
    // The same signed bytes, read as other fields.
    const { sign, ...fields } = payment({ info_order: 'a', money_order: '49.95' });
    const moved = { ...fields, info_order: 'a&money_order=49.95', money_order: '', sign: sign ?? '' };
    expect(await post(shop.notifyUrl, moved)).toMatchObject({ status: 400 });
    const { money_order: _gone, ...rest } = fields;
    expect(
      await post(shop.notifyUrl, {
        ...rest,
        'info_order=a&money_order': '49.95',
        info_order: '',
        sign: sign ?? '',
      }),
    ).toMatchObject({ status: 400 });
    expect(onPayment).not.toHaveBeenCalled();
    await shop.close();
  });
});

describe.each(ADAPTERS)('the message that LianLian really signed, on %s', (adapter) => {
  it('is refused over HTTP with a byte changed', async () => {
    const fixture = (name: string): string =>
      readFileSync(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8');
    const { messages } = JSON.parse(fixture('signed-messages.json')) as {
      messages: { body: Record<string, string> }[];
    };
    const body = messages[0]?.body ?? {};
    const hooks = { expectedPayment: () => ({ money_order: '0.01' }), onPayment: vi.fn() };
    const shop = await openShop({
      adapter,
      hooks,
      module: {
        oidPartner: body['oid_partner'] ?? '',
        privateKey: keys.merchant.privateKey,
        lianlianPublicKey: fixture('lianlian-public-key.pem'),
      },
    });
    for (const name of Object.keys(body).filter((field) => field !== 'oid_partner')) {
      const value = body[name] ?? '';
      const changed = `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`;
      expect([name, (await post(shop.notifyUrl, { ...body, [name]: changed })).status]).toEqual([name, 401]);
    }
    expect(hooks.onPayment).not.toHaveBeenCalled();
    expect(await post(shop.notifyUrl, body)).toMatchObject({ status: 200, text: ACK });
    await shop.close();
  });
});
