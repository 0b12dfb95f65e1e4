import { Controller, type INestApplication, Module, Scope, type Type, VersioningType } from '@nestjs/common';
import {
  LianlianConfigError,
  LianlianController,
  type LianlianControllerOptions,
  LianlianModule,
  type LianlianModuleOptions,
  LianlianPayoutNotify,
} from 'nestjs-lianlian';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS, startApp } from '../../support/adapters.js';
import { post } from '../../support/http.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { payout } from '../../support/payout-shop.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { keys, payment, uniqueNumber } from '../../support/shop.js';

const SHOP = 'https://shop.example';
const opened: INestApplication[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((app) => app.close()));
});

const onPayout = vi.fn();
const known = (): object => ({ money_order: '49.95', oid_paybill: '2026112100000801' });
type Members = Readonly<Record<string, unknown>>;

/** A class of JavaScript: the compiler would see some of what is wrong with these. */
function mixin(
  members: Members,
  {
    options,
    properties = {},
    scope = Scope.DEFAULT,
    path = 'payments',
    version,
  }: {
    options?: LianlianControllerOptions;
    properties?: Members;
    scope?: Scope;
    path?: string;
    version?: string;
  } = {},
): Type {
  const Mixin = LianlianController(options) as new () => object;
  @Controller({ path, scope, ...(version === undefined ? {} : { version }) })
  class Shop extends Mixin {
    constructor() {
      super();
      Object.assign(this, properties);
    }
  }
  const all = {
    expectedPayment: () => ({ money_order: '49.95', authorization: false }),
    onPayment: () => undefined,
    ...members,
  };
  for (const [name, value] of Object.entries(all)) Object.defineProperty(Shop.prototype, name, { value });
  return Shop;
}

const both = { expectedPayout: known, onPayout };

describe.each(ADAPTERS)('the route of payouts, on %s', (adapter) => {
  const open = async (
    type: Type,
    settings: Partial<LianlianModuleOptions> = {},
    configure: (app: INestApplication) => void = () => undefined,
  ): Promise<{ url: string; logger: RecordingLogger }> => {
    const merchant = {
      oidPartner: OID_PARTNER,
      privateKey: keys.merchant.privateKey,
      lianlianPublicKey: keys.lianlian.publicKey,
      notifyUrl: `${SHOP}/payments/notify`,
    };
    @Module({
      imports: [LianlianModule.forRoot({ ...merchant, ...settings } as LianlianModuleOptions)],
      controllers: [type],
    })
    class ShopModule {}
    const logger = new RecordingLogger();
    const { app, url } = await startApp(ShopModule, adapter, { options: { logger }, configure });
    opened.push(app);
    return { url, logger };
  };
  const problems = async (type: Type): Promise<string[]> => {
    try {
      await open(type);
    } catch (error) {
      if (error instanceof LianlianConfigError) return error.problems.map(({ message }) => message);
      throw error;
    }
    return [];
  };
  const status = async (url: string, body = payout({ no_order: uniqueNumber('p-') })): Promise<number> =>
    (await post(url, body)).status;

  it.each<[what: string, type: () => Type, is: number]>([
    ['with onPayout', () => mixin(both), 200],
    ['without it', () => mixin({}), 404],
    ['with it as an arrow property', () => mixin({}, { properties: both }), 200],
    ['request-scoped, with it', () => mixin(both, { scope: Scope.REQUEST }), 200],
    [
      'request-scoped, as an arrow property',
      () => mixin({}, { scope: Scope.REQUEST, properties: both }),
      200,
    ],
    ['request-scoped, without it', () => mixin({}, { scope: Scope.REQUEST }), 404],
  ])('is there for a class %s: %i', async (_what, type, is) => {
    const { url } = await open(type());
    expect(await status(`${url}/payments/payout-notify`)).toBe(is);
  });

  it.each<[what: string, type: () => Type, asks: boolean]>([
    ['has onPayout', () => mixin(both), true],
    ['has none', () => mixin({}), false],
    [
      'is request-scoped and has it as an arrow property',
      () => mixin({}, { scope: Scope.REQUEST, properties: both }),
      true,
    ],
    ['is request-scoped and has none', () => mixin({}, { scope: Scope.REQUEST }), false],
  ])('makes a payment’s message without pay_type a question where a class %s', async (_what, type, asks) => {
    const { url } = await open(type(), { gateway: 'http://127.0.0.1:1' });
    const body = payment({ oid_paybill: uniqueNumber('2026'), pay_type: '' });
    expect(await status(`${url}/payments/notify`, body)).toBe(asks ? 503 : 200);
  });

  it('has the path that the class gives it, a global prefix and a version', async () => {
    const type = mixin(both, { options: { payoutNotifyPath: 'out' }, path: 'shop', version: '2' });
    const { url } = await open(type, {}, (app) => {
      app.setGlobalPrefix('api');
      app.enableVersioning({ type: VersioningType.URI });
    });
    expect(await status(`${url}/api/v2/shop/out`)).toBe(200);
    expect(await status(`${url}/api/v2/shop/payout-notify`)).toBe(404);
  });

  it('is left out of the app’s own API description', () => {
    const method = Reflect.get(mixin(both).prototype as object, '__lianlianPayoutNotify__') as object;
    expect(Reflect.getMetadata('swagger/apiExcludeEndpoint', method)).toEqual({ disable: true });
  });

  it('fails the start without expectedPayout, of either shape', async () => {
    expect(await problems(mixin({ onPayout }))).toEqual([
      expect.stringContaining('Shop has onPayout() but no expectedPayout(): add the method'),
    ]);
    @Controller('decorated')
    class Decorated {
      paidOut(): void {
        // Nothing to do.
      }
    }
    const descriptor = { value: Decorated.prototype.paidOut, configurable: true, writable: true };
    LianlianPayoutNotify('out')(Decorated.prototype as never, 'paidOut', descriptor);
    Object.defineProperty(Decorated.prototype, 'paidOut', descriptor);
    expect(await problems(Decorated)).toEqual([
      expect.stringContaining('Decorated has a @LianlianPayoutNotify route but no expectedPayout()'),
    ]);
  });

  it('warns of hooks that nothing calls without it', async () => {
    const { logger } = await open(mixin({ expectedPayout: known, unsettledPayouts: () => [] }));
    expect(logger.texts('warn').filter((line) => line.includes('nothing calls it'))).toEqual([
      expect.stringContaining('Shop has a expectedPayout, and nothing calls it'),
      expect.stringContaining('Shop has a unsettledPayouts, and nothing calls it'),
    ]);
  });

  it.each<[url: string | undefined, warning: string | undefined]>([
    [`${SHOP}/payments/payout-notify`, undefined],
    [undefined, 'has no payoutNotifyUrl, and the app has a route for payouts (Shop)'],
    [
      `${SHOP}/payments/notify`,
      `payoutNotifyUrl is ${SHOP}/payments/notify, and no LianLian route of this app for it`,
    ],
    [
      `${SHOP}/payouts`,
      `payoutNotifyUrl is ${SHOP}/payouts, and no LianLian route of this app for it has that path`,
    ],
  ])('is looked for at payoutNotifyUrl %s', async (payoutNotifyUrl, warning) => {
    const { logger } = await open(mixin(both), { payoutNotifyUrl });
    expect(logger.texts('warn')).toEqual(warning === undefined ? [] : [expect.stringContaining(warning)]);
  });

  it('takes no notification of payments that notifyUrl leads to', async () => {
    const { logger } = await open(mixin(both), {
      notifyUrl: `${SHOP}/payments/payout-notify`,
      payoutNotifyUrl: `${SHOP}/payments/payout-notify`,
    });
    expect(logger.texts('warn')).toEqual([expect.stringContaining('notifyUrl is')]);
  });
});

it('@LianlianPayoutNotify takes a path alone', () => {
  const decorate = LianlianPayoutNotify as unknown as (path: unknown) => MethodDecorator;
  class Shop {
    paidOut(): void {
      // Nothing to do.
    }
  }
  const descriptor = { value: Shop.prototype.paidOut };
  for (const path of [{ checkAmount: false }, 7, []])
    expect(() => {
      decorate(path)(Shop.prototype, 'paidOut', descriptor);
    }).toThrow(/@LianlianPayoutNotify on Shop\.paidOut its path must be text|its path must be text/);
});
