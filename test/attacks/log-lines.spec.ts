import { inspect } from 'node:util';

import { Controller, type INestApplication, Module } from '@nestjs/common';
import {
  LianlianApiError,
  LianlianController,
  LianlianModule,
  type LianlianModuleOptions,
  LianlianService,
  LianlianSignatureError,
  LianlianValidationError,
  type PaymentReference,
  QueuedNotifications,
  type QueuedNotification,
} from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { startLianlian, type App } from '../e2e/calls/support/app.js';
import { type Gateway, startGateway } from '../e2e/calls/support/gateway.js';
import { signedResponse } from '../e2e/calls/support/lianlian-side.js';
import { WECHAT_QR } from '../e2e/calls/support/samples.js';
import { type Adapter, ADAPTERS, startApp } from '../support/adapters.js';
import { ALL_HOSTILE, HOSTILE, illegible } from '../support/hostile-text.js';
import { get, post } from '../support/http.js';
import { OID_PARTNER, OTHER_OID_PARTNER, testKeys } from '../support/merchant.js';
import { RecordingLogger } from '../support/recording-logger.js';
import {
  keys,
  openShop,
  payment,
  refund,
  shapesOn,
  type Shop,
  type ShopHooks,
  uniqueNumber,
} from '../support/shop.js';

const stranger = testKeys();
/** A name that no signature confuses with another field. */
const LONG_NAME = ALL_HOSTILE.replaceAll('=', ' ').repeat(20);

describe.each(ADAPTERS)('what a sender writes into a line of the log, on %s', (adapter) => {
  describe.each(shapesOn(adapter))('on %s', (shape) => {
    const expectedPayment = vi.fn<ShopHooks['expectedPayment']>();
    const onPayment = vi.fn<(notification: unknown) => unknown>();
    const expectedRefund = vi.fn<NonNullable<ShopHooks['expectedRefund']>>();
    let shop: Shop;
    beforeAll(async () => {
      const onRefund = onPayment;
      const hooks = { expectedPayment, onPayment, onRefund, expectedRefund };
      shop = await openShop({ adapter, shape, hooks, notifications: { budgetMs: 150, maxHandlingMs: 300 } });
    });
    afterAll(() => shop.close());
    beforeEach(() => {
      vi.resetAllMocks();
      expectedPayment.mockReturnValue({ money_order: '49.95' });
      shop.logger.clear();
    });

    /** The lines of this level that tell of what was posted; every line of any level is legible. */
    const legible = (level: 'warn' | 'error', status: number, answered: number): string => {
      expect(answered).toBe(status);
      expect(illegible(shop.logger.texts())).toEqual([]);
      const lines = shop.logger.texts(level);
      expect(lines).toHaveLength(1);
      return lines[0] ?? '';
    };

    it('all of it is shown, in what a forged payment names', async () => {
      const forged = payment({
        no_order: `o${ALL_HOSTILE}`,
        oid_paybill: `${uniqueNumber('2026')}${ALL_HOSTILE}`,
        oid_partner: OID_PARTNER,
      });
      const { status } = await post(shop.notifyUrl, { ...forged, money_order: '0.01' });
      expect(legible('warn', 401, status)).toContain('order "o');
    });

    it('all of it is shown, in the merchant and the refund that a forged message names', async () => {
      const forged = refund({ no_refund: ALL_HOSTILE, oid_refundno: ALL_HOSTILE, oid_partner: ALL_HOSTILE });
      const { status } = await post(shop.notifyUrl, forged);
      expect(legible('warn', 401, status)).toContain(String.raw`merchant "\u001b[2J`);
    });

    it('names of fields are shown, in the likely cause of a wrong signature, and cut', async () => {
      const { sign: _left, ...fields } = payment({ oid_paybill: uniqueNumber('2026') });
      const forged = payment({ ...fields, [LONG_NAME]: `${ALL_HOSTILE} x` }, stranger.lianlian.privateKey);
      const { status } = await post(shop.notifyUrl, forged);
      expect(legible('warn', 401, status).length).toBeLessThan(3_000);
    });

    const signed = (): Record<string, string> =>
      payment({
        no_order: `${uniqueNumber('o')}${ALL_HOSTILE}`,
        oid_paybill: `${uniqueNumber('2026')}${ALL_HOSTILE}`,
      });

    it('all of it is shown, in a payment of an unknown order', async () => {
      expectedPayment.mockReturnValue(null);
      const { status } = await post(shop.notifyUrl, signed());
      expect(legible('error', 409, status)).toContain('knows no such order');
    });

    it('all of it is shown, in a payment of another amount', async () => {
      expectedPayment.mockReturnValue({ money_order: '50.00' });
      const { status } = await post(shop.notifyUrl, signed());
      expect(legible('error', 409, status)).toContain('the app expects 50.00 yuan');
    });

    it('all of it is shown, in a payment of another merchant, whatever the app calls its own', async () => {
      expectedPayment.mockReturnValue({ money_order: '49.95', oid_partner: ALL_HOSTILE });
      const { status } = await post(shop.notifyUrl, signed());
      expect(legible('error', 409, status)).toContain('belongs to merchant');
    });

    it('all of it is shown, in both transactions of an order that was paid twice', async () => {
      expectedPayment.mockReturnValue({ money_order: '49.95', oid_paybill: ALL_HOSTILE });
      const { status } = await post(shop.notifyUrl, signed());
      expect(legible('error', 409, status)).toContain('The payer paid twice');
    });

    it('all of it is shown, in what a hook throws, and in its stack', async () => {
      onPayment.mockRejectedValue(new Error(`no such order ${ALL_HOSTILE}`));
      const { status } = await post(shop.notifyUrl, signed());
      const line = legible('error', 500, status);
      expect(line).toContain(' failed. Not acknowledged');
      expect(line).toContain(String.raw`no such order \u001b[2J`);
    });

    it('all of it is shown, in what a hook throws that is no error', async () => {
      onPayment.mockImplementation(() => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- what JavaScript may throw
        throw ALL_HOSTILE;
      });
      const { status } = await post(shop.notifyUrl, signed());
      expect(legible('error', 500, status)).toContain(' failed. Not acknowledged');
    });

    it('all of it is shown, where the hook of a result is missing', async () => {
      const body = payment({
        no_order: ALL_HOSTILE,
        oid_paybill: uniqueNumber('2026'),
        result_pay: `X${ALL_HOSTILE}`,
      });
      const { status } = await post(shop.notifyUrl, body);
      expect(illegible(shop.logger.texts())).toEqual([]);
      expect(status).toBe(500);
    });

    it('all of it is shown, in a payment whose amount is none, though LianLian signed it', async () => {
      const body = payment({
        no_order: ALL_HOSTILE,
        oid_paybill: ALL_HOSTILE,
        money_order: `1${ALL_HOSTILE}`,
      });
      const { status, text } = await post(shop.notifyUrl, body);
      expect(legible('error', 400, status)).toContain('money_order is not an amount');
      expect(illegible([text])).toEqual([]);
    });

    it('all of it is shown, in a handler that is over its budget and then never ends', async () => {
      let end = (): void => undefined;
      onPayment.mockReturnValue(new Promise<void>((resolve) => (end = resolve)));
      const { status } = await post(shop.notifyUrl, signed());
      expect(legible('warn', 503, status)).toContain('not handled yet after 150 ms');
      await vi.waitFor(() => {
        expect(shop.logger.texts('error').join()).toContain('maxHandlingMs');
      });
      expect(illegible(shop.logger.texts())).toEqual([]);
      end();
    });

    it('all of it is shown, in a refund that nobody knows', async () => {
      expectedRefund.mockReturnValue(null);
      const body = refund({ no_refund: ALL_HOSTILE, oid_refundno: `${uniqueNumber('9')}${ALL_HOSTILE}` });
      const { status } = await post(shop.notifyUrl, body);
      expect(status).toBe(shop.logger.texts('error').length === 0 ? 200 : 409);
      expect(illegible(shop.logger.texts())).toEqual([]);
    });

    it('all of it is shown, in every event of a payment that is handled and comes again', async () => {
      const body = signed();
      expect((await post(shop.notifyUrl, body)).status).toBe(200);
      expect((await post(shop.notifyUrl, body)).status).toBe(200);
      const lines = shop.logger.texts().filter((text) => text.includes('event='));
      expect(lines.map((line) => /event=(\w+)/.exec(line)?.[1])).toEqual([
        'received',
        'handled',
        'received',
        'repeated',
      ]);
      expect(illegible(shop.logger.texts())).toEqual([]);
    });
  });
});

describe.each(ADAPTERS)('what others write into a line of the log, on %s', (adapter) => {
  const jobs: QueuedNotification[] = [];
  const rows: unknown[] = [];
  const onPayment = vi.fn<() => unknown>();
  const find = vi.fn<() => Promise<undefined>>();
  const logger = new RecordingLogger();
  let app: INestApplication;
  let url: string;

  async function open(on: Adapter, options: Partial<LianlianModuleOptions>): Promise<void> {
    @Controller('payments')
    class PaymentsController extends LianlianController() {
      override expectedPayment(no_order: string, _time: string, oid_partner: string) {
        return no_order === 'unknown' ? null : { money_order: '49.95', oid_partner };
      }
      override onPayment = onPayment;
      override onReturn(): string {
        return '/orders';
      }
      override *unsettledPayments(): Iterable<PaymentReference> {
        for (const row of rows) {
          if (row instanceof Error) throw row;
          yield row as PaymentReference;
        }
      }
    }
    const merchant = {
      oidPartner: OID_PARTNER,
      privateKey: keys.merchant.privateKey,
      lianlianPublicKey: keys.lianlian.publicKey,
    };
    @Module({
      imports: [LianlianModule.forRoot({ ...merchant, ...options } as LianlianModuleOptions)],
      controllers: [PaymentsController],
    })
    class AppModule {}
    logger.clear();
    jobs.length = 0;
    rows.length = 0;
    vi.resetAllMocks();
    ({ app, url } = await startApp(AppModule, on, { options: { logger } }));
  }
  afterEach(() => app.close());

  it('is shown, in queue mode, by the request and by the worker', async () => {
    const enqueue = (job: QueuedNotification): Promise<void> => {
      jobs.push(job);
      return Promise.resolve();
    };
    await open(adapter, { notifications: { queue: { enqueue } } });
    onPayment.mockRejectedValue(new Error(ALL_HOSTILE));
    const body = payment({ no_order: ALL_HOSTILE, oid_paybill: `${uniqueNumber('2026')}${ALL_HOSTILE}` });
    expect((await post(`${url}/payments/notify`, body)).status).toBe(200);
    const [job] = jobs;
    if (job === undefined) throw new Error('nothing was queued');
    const result = await app.get(QueuedNotifications).handle(job);
    expect(result).toMatchObject({ status: 'failed', reason: 'onPayment failed with Error' });
    expect(logger.texts('error')).toHaveLength(1);
    expect(illegible(logger.texts())).toEqual([]);
  });

  it('is shown, in queue mode, in why a queue takes nothing', async () => {
    const enqueue = (): Promise<void> => Promise.reject(new Error(ALL_HOSTILE));
    await open(adapter, { notifications: { queue: { enqueue } } });
    const body = payment({ no_order: ALL_HOSTILE, oid_paybill: uniqueNumber('2026') });
    expect((await post(`${url}/payments/notify`, body)).status).toBe(503);
    expect(logger.texts('error')).toHaveLength(1);
    expect(illegible(logger.texts())).toEqual([]);
  });

  it('is shown, in why a merchant cannot be looked up, for notifications and for returns', async () => {
    await open(adapter, {
      oidPartner: undefined,
      privateKey: undefined,
      lianlianPublicKey: undefined,
      merchantSource: { find },
    });
    find.mockRejectedValue(new Error(`connection lost ${ALL_HOSTILE}`));
    const body = payment({ oid_partner: OTHER_OID_PARTNER, no_order: ALL_HOSTILE, oid_paybill: ALL_HOSTILE });
    expect((await post(`${url}/payments/notify`, body)).status).toBe(503);
    expect((await post(`${url}/payments/return`, body)).status).toBe(303);
    expect(
      (await get(`${url}/payments/return?res_data=${encodeURIComponent(JSON.stringify(body))}`)).status,
    ).toBe(303);
    expect(logger.texts('error')).toHaveLength(3);
    expect(illegible(logger.texts())).toEqual([]);
  });

  it('is shown, in the rows and the error of a list that the sweeper goes through', async () => {
    await open(adapter, {
      sweeper: { enabled: false, perSecond: 1000, olderThanMs: 1 },
      gateway: 'http://127.0.0.1:9',
    });
    const row = { product: 'aggregate', dt_order: new Date(0), no_order: `o${ALL_HOSTILE}` };
    rows.push({ ...row, dt_order: 'x' }, { ...row, no_order: 7 }, row);
    await app.get(LianlianService).sweeper.sweep();
    expect(logger.texts('error').filter((line) => line.includes('cannot be swept'))).toHaveLength(2);
    expect(logger.texts('warn').filter((line) => /was not sent|Nothing was sent/.test(line))).toHaveLength(1);
    rows.push(new Error(ALL_HOSTILE));
    await expect(app.get(LianlianService).sweeper.sweep()).rejects.toThrow('x');
    expect(illegible(logger.texts())).toEqual([]);
  });
});

describe('what LianLian or a caller writes into an error, which apps and Nest log', () => {
  const merchantKeys = testKeys();
  let gateway: Gateway;
  let app: App;
  beforeAll(async () => {
    gateway = await startGateway();
    app = await startLianlian(merchantKeys, { gateway: gateway.url, busiPartner: '101001' });
  });
  afterAll(async () => {
    await app.close();
    await gateway.stop();
  });

  async function errorOf(changes: object = {}): Promise<Error> {
    const error: unknown = await app.lianlian.aggregateDirect
      .pay({ ...WECHAT_QR, ...changes })
      .catch((reason: unknown) => reason);
    if (!(error instanceof Error)) throw new Error('an error was expected');
    expect(illegible([error.message])).toEqual([]);
    expect(error.message).not.toContain('\n');
    // As Nest prints it, with its properties.
    expect(illegible(inspect(error).split('\n'))).toEqual([]);
    return error;
  }

  it.each(HOSTILE)('%s is shown, in a refusal that nobody signed', async (_what, hostile) => {
    const response = { ret_code: `1004${hostile}`, ret_msg: `no${hostile}` };
    gateway.behave(() => JSON.stringify(response));
    const error = await errorOf({ no_order: `o${hostile.replaceAll('\0', '')}` });
    expect(error).toBeInstanceOf(LianlianApiError);
  });

  it('all of it is shown and cut, in a success that nobody signed', async () => {
    gateway.behave(() => JSON.stringify({ ret_code: '0000', [ALL_HOSTILE.repeat(50)]: 'x', sign: 'AAAA' }));
    const error = await errorOf();
    expect(error).toBeInstanceOf(LianlianSignatureError);
    expect(error.message.length).toBeLessThan(3_000);
  });

  it('all of it is shown and cut, in a request that is not sent', async () => {
    gateway.behave(() => signedResponse({ ret_code: '0000' }, merchantKeys.lianlian.privateKey));
    const error = await errorOf({ no_order: ALL_HOSTILE.repeat(50), [ALL_HOSTILE.repeat(50)]: 'x' });
    expect(error).toBeInstanceOf(LianlianValidationError);
    expect(error.message.length).toBeLessThan(3_000);
  });

  it('all of it is shown, where the merchant cannot be looked up', async () => {
    const error = await errorOf({ oid_partner: OTHER_OID_PARTNER, no_order: ALL_HOSTILE });
    expect(error).toBeInstanceOf(LianlianValidationError);
  });
});
