import {
  Controller,
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  Scope,
  type Type,
  VersioningType,
} from '@nestjs/common';
import { NestFactory, REQUEST } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import {
  LianlianController,
  LianlianHandler,
  type LianlianHooks,
  LianlianModule,
  LianlianService,
  type LianlianModuleOptions,
  type PaymentNotification,
  QueuedNotifications,
  type QueuedNotification,
} from 'nestjs-lianlian';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS, startApp } from '../../support/adapters.js';
import { ACK, post } from '../../support/http.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { payout } from '../../support/payout-shop.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { uniqueNumber } from '../../support/shop.js';

import {
  appWith,
  closers,
  fresh,
  handler,
  known,
  merchant,
  one,
  open,
  OTHER,
  problemsOf,
  several,
  THIRD,
} from './support/handlers.js';

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

describe.each(ADAPTERS)('a handler without a controller, on %s', (adapter) => {
  it.each([false, true])(
    'is found in a module of its own, with its dependencies (forRootAsync: %s)',
    async (isAsync) => {
      const paid: string[] = [];
      @Injectable()
      class Orders {
        readonly paid = paid;
      }
      @LianlianHandler()
      @Injectable()
      class Payments implements LianlianHooks {
        constructor(private readonly orders: Orders) {}
        expectedPayment() {
          return { money_order: '49.95' };
        }
        onPayment = ({ no_order }: PaymentNotification): void => {
          this.orders.paid.push(no_order);
        };
      }
      @Module({ providers: [Payments, Orders] })
      class PaymentsModule {}
      const { url } = await open(appWith({ imports: [PaymentsModule] }, { isAsync }), adapter);

      const body = fresh();
      expect(await post(`${url}/payments/notify`, body)).toMatchObject({ status: 200, text: ACK });
      expect(await post(`${url}/payments/notify`, body)).toMatchObject({ status: 200, text: ACK });
      expect(paid).toEqual([body['no_order']]);
      // Without the hooks there are no such routes.
      expect((await post(`${url}/payments/return`, {})).status).toBe(404);
      expect((await post(`${url}/payments/payout-notify`, payout())).status).toBe(404);
    },
  );

  it('needs no other decorator, and may be made for each request, which it knows', async () => {
    const seen: unknown[] = [];
    @LianlianHandler()
    class Payments implements LianlianHooks {
      constructor(@Inject(REQUEST) private readonly request: { readonly url: string }) {}
      expectedPayment() {
        return { money_order: '49.95' };
      }
      onPayment(): void {
        seen.push(this.request.url);
      }
    }
    const { url } = await open(appWith({ providers: [Payments] }), adapter);
    expect((await post(`${url}/payments/notify`, fresh())).status).toBe(200);
    expect(seen).toEqual(['/payments/notify']);
  });

  it('is at the paths that routes name, behind the prefix of the app and outside its versions', async () => {
    const hooks = {
      onPayout: vi.fn(),
      expectedPayout: () => ({ money_order: '49.95', oid_paybill: '2026112100000801' }),
      onReturn: () => '/thanks',
    };
    const routes = { path: 'll', notifyPath: 'n', returnPath: 'r', payoutNotifyPath: 'p' };
    const logger = new RecordingLogger();
    const { app, url } = await startApp(
      appWith({ providers: [handler('Payments', hooks)] }, { routes }),
      adapter,
      {
        options: { logger },
        configure: (nest) => {
          nest.setGlobalPrefix('api');
          nest.enableVersioning({ type: VersioningType.URI, defaultVersion: '2' });
        },
      },
    );
    closers.push(() => app.close());
    expect((await post(`${url}/api/ll/p`, payout())).status).toBe(200);
    expect(hooks.onPayout).toHaveBeenCalledTimes(1);
    expect((await post(`${url}/api/ll/n`, payout({ oid_paybill: uniqueNumber('2026') }))).status).toBe(503);
    const back = await fetch(`${url}/api/ll/r`, { redirect: 'manual' });
    expect([back.status, back.headers.get('location')]).toEqual([303, '/thanks']);
  });

  it('has what decorators of the app say, as a guard of all routes needs it', async () => {
    const isPublic: ClassDecorator = (target) => {
      Reflect.defineMetadata('public', true, target);
    };
    const app = (decorators: ClassDecorator[]): DynamicModule =>
      appWith({ providers: [handler('Payments')] }, { routes: { path: 'payments', decorators } });
    const statusOf = async (module: DynamicModule): Promise<number> => {
      const started = await startApp(module, adapter, {
        configure: (nest) => {
          nest.useGlobalGuards({
            canActivate: (context) => Reflect.getMetadata('public', context.getClass()) === true,
          });
        },
      });
      closers.push(() => started.app.close());
      return (await post(`${started.url}/payments/notify`, fresh())).status;
    };
    expect(await statusOf(app([]))).toBe(403);
    expect(await statusOf(app([isPublic]))).toBe(200);
  });

  describe('of several merchants', () => {
    const named = (oid_partner: string) => ({
      expectedPayment: () => ({ money_order: '49.95', oid_partner }),
    });

    it('each gets the messages of its own', async () => {
      const [mine, theirs] = [vi.fn(), vi.fn()];
      const providers = [
        handler('Mine', { ...named(OID_PARTNER), onPayment: mine }, { oidPartner: OID_PARTNER }),
        handler(
          'Theirs',
          {
            expectedPayment: (_order: string, _time: string, oid_partner: string) => ({
              money_order: '49.95',
              oid_partner,
            }),
            onPayment: theirs,
          },
          { oidPartner: [OTHER, THIRD] },
        ),
      ];
      const settings = several(OID_PARTNER, OTHER, THIRD);
      const { url } = await open(appWith({ providers }, { settings }), adapter);
      for (const oid_partner of [OID_PARTNER, OTHER, THIRD]) {
        expect((await post(`${url}/payments/notify`, fresh({ oid_partner }))).status).toBe(200);
      }
      const merchantsOf = (hook: typeof mine): unknown[] =>
        hook.mock.calls.map(([notification]) => (notification as PaymentNotification).oid_partner);
      expect(merchantsOf(mine)).toEqual([OID_PARTNER]);
      expect(merchantsOf(theirs)).toEqual([OTHER, THIRD]);
    });

    it('a payer who brought nothing comes back to the first that takes payers back', async () => {
      const providers = [
        handler('Theirs', { onReturn: () => '/theirs' }, { oidPartner: OTHER }),
        handler('Mine', { onReturn: () => '/mine' }, { oidPartner: OID_PARTNER }),
        handler('Silent', {}, { oidPartner: THIRD }),
      ];
      const settings = several(THIRD, OID_PARTNER, OTHER);
      const { url } = await open(appWith({ providers }, { settings }), adapter);
      const back = (query: string) => fetch(`${url}/payments/return${query}`, { redirect: 'manual' });
      expect((await back('')).headers.get('location')).toBe('/mine');
      const signed = new URLSearchParams({ res_data: JSON.stringify(fresh({ oid_partner: OTHER })) });
      expect((await back(`?${signed.toString()}`)).headers.get('location')).toBe('/theirs');
      const silent = new URLSearchParams({ res_data: JSON.stringify(fresh({ oid_partner: THIRD })) });
      expect((await back(`?${silent.toString()}`)).status).toBe(404);
    });

    it('a merchant that comes later without one is a 500 that says so, and with one is handled', async () => {
      const providers = [handler('Mine', named(OID_PARTNER), { oidPartner: OID_PARTNER })];
      const { app, url, logger } = await open(
        appWith({ providers }, { settings: several(OID_PARTNER) }),
        adapter,
      );
      await app.get(LianlianService).merchants.add(merchant(OTHER));
      expect((await post(`${url}/payments/notify`, fresh({ oid_partner: OTHER }))).status).toBe(500);
      const lines = logger.texts('error').join();
      expect(lines).toContain(
        `merchant ${OTHER} came while the app ran, and no class with @LianlianHandler() handles it`,
      );
    });

    it('a payout of one without onPayout is a 500, and no silent 404', async () => {
      const providers = [
        handler(
          'Mine',
          { ...named(OID_PARTNER), onPayout: () => undefined, expectedPayout: () => null },
          { oidPartner: OID_PARTNER },
        ),
        handler('Theirs', named(OTHER), { oidPartner: OTHER }),
      ];
      const { url, logger } = await open(
        appWith({ providers }, { settings: several(OID_PARTNER, OTHER) }),
        adapter,
      );
      expect((await post(`${url}/payments/payout-notify`, payout({ oid_partner: OTHER }))).status).toBe(500);
      expect(logger.texts('error').join()).toContain('payout-1');
    });
  });

  it('is asked for what is unsettled, and by a worker for what a queue kept', async () => {
    const unsettledPayments = vi.fn(() => []);
    const onPayment = vi.fn();
    const kept: QueuedNotification[] = [];
    const queue = {
      enqueue: (notification: QueuedNotification) => {
        kept.push(notification);
        return Promise.resolve();
      },
    };
    const settings = { ...one, notifications: { queue } };
    const app = appWith({ providers: [handler('Payments', { unsettledPayments, onPayment })] }, { settings });
    const { app: nest, url } = await open(app, adapter);
    await nest.get(LianlianService).sweeper.sweep();
    expect(unsettledPayments).toHaveBeenCalledTimes(1);

    expect((await post(`${url}/payments/notify`, fresh())).status).toBe(200);
    expect(onPayment).not.toHaveBeenCalled();
    const worker = await NestFactory.createApplicationContext(app, { logger: false });
    closers.push(() => worker.close());
    const [job] = kept;
    if (job === undefined) throw new Error('nothing was kept');
    expect(await worker.get(QueuedNotifications).handle(job)).toEqual({ status: 'handled' });
    expect(onPayment).toHaveBeenCalledTimes(1);
  });
});

describe('handlers that cannot be', () => {
  const [mine, theirs] = [{ oidPartner: OID_PARTNER }, { oidPartner: OTHER }];

  describe.each([
    ['an app', false],
    ['a worker', true],
  ])('fail the start of %s', (_where, isWorker) => {
    it.each([
      [
        'two of every merchant',
        [handler('First'), handler('Second')],
        one,
        /^First and Second are handlers of every merchant/,
      ],
      [
        'two of one merchant',
        [handler('First', {}, mine), handler('Second')],
        one,
        new RegExp(`merchant ${OID_PARTNER} has 2 handlers, First and Second`),
      ],
      [
        'two that name it',
        [handler('First', {}, mine), handler('Second', {}, { oidPartner: [OTHER, OID_PARTNER] })],
        several(OID_PARTNER, OTHER),
        new RegExp(`merchant ${OID_PARTNER} has 2 handlers, First and Second`),
      ],
      ['none', [], one, /the app has no class with @LianlianHandler\(\)/],
      [
        'none of one merchant',
        [handler('First', {}, theirs)],
        several(OID_PARTNER, OTHER),
        new RegExp(`merchant ${OID_PARTNER} has no handler: First handles other merchants`),
      ],
      [
        'one without expectedPayment',
        [handler('First', { expectedPayment: undefined })],
        one,
        /^First has @LianlianHandler\(\) but no expectedPayment/,
      ],
      [
        'one without onPayment',
        [handler('First', { onPayment: undefined })],
        one,
        /^First has @LianlianHandler\(\) but no onPayment/,
      ],
      [
        'one without expectedPayout',
        [handler('First', { onPayout: () => undefined })],
        one,
        /^First has onPayout\(\) but no expectedPayout/,
      ],
      [
        'one with a misspelt hook',
        [handler('First', { onRefunds: () => undefined })],
        one,
        /^First has a onRefunds, and no onRefund: did you mean/,
      ],
    ] as const)('%s', async (_what, providers, settings, message) => {
      const problems = await problemsOf(appWith({ providers: [...providers] }, { settings }), isWorker);
      expect(problems).toEqual([expect.stringMatching(message)]);
    });

    it('one that two modules provide', async () => {
      const Twice = handler('Twice');
      const modules = [0, 1].map(() => {
        class Part {}
        Module({ providers: [Twice] })(Part);
        return Part;
      });
      expect(await problemsOf(appWith({ imports: modules }), isWorker)).toEqual([
        expect.stringContaining('Twice (provided 2 times) are handlers of every merchant'),
      ]);
    });

    it('one that is a controller', async () => {
      const Payments = handler('Payments');
      Controller('shop')(Payments);
      expect(await problemsOf(appWith({ controllers: [Payments] }), isWorker)).toEqual([
        expect.stringContaining('Payments has @LianlianHandler() and is a controller'),
      ]);
    });

    it('one without routes', async () => {
      const app = appWith({ providers: [handler('Payments')] }, { routes: undefined });
      class Without {}
      Module({})(Without);
      const bare = { ...app, module: Without, imports: [LianlianModule.forRoot(one)] };
      expect(await problemsOf(bare, isWorker)).toEqual([
        expect.stringContaining('LianlianModule brings no routes'),
      ]);
    });
  });

  it.each<[string, unknown, string]>([
    ['a number that is none', { oidPartner: '12' }, 'oidPartner'],
    ['an empty list', { oidPartner: [] }, 'oidPartner'],
    ['a misspelt option', { oidPartners: OTHER }, 'oidPartners'],
  ])('are refused where they are written: %s', (_what, options, name) => {
    expect(() => handler('Payments', {}, options as never)).toThrow(`@LianlianHandler on Payments ${name}`);
  });

  it.each<[unknown, string]>([
    [{ pth: 'payments' }, 'LianlianModule routes pth'],
    [{ path: 1 }, 'LianlianModule routes path'],
    [{ decorators: 'public' }, 'LianlianModule routes decorators'],
  ])('routes are read as options: %o', (routes, name) => {
    expect(() => LianlianModule.forRoot({ ...one, routes: routes as never })).toThrow(name);
  });

  it('routes among what a factory gives are told where they belong', async () => {
    const inside = { ...one, routes: 'payments' } as LianlianModuleOptions;
    const imports = [LianlianModule.forRootAsync({ useFactory: () => inside })];
    class App {}
    Module({})(App);
    expect(await problemsOf({ module: App, imports })).toEqual([
      expect.stringContaining('stands beside useFactory'),
    ]);
  });

  it('what will be missing later is warned about', async () => {
    const settings = {
      ...one,
      payoutNotifyUrl: 'https://shop.example/payments/payout-notify',
      returnUrl: 'https://shop.example/payments/return',
    };
    const { logger } = await open(appWith({ providers: [handler('Payments')] }, { settings }));
    const lines = logger.texts('warn').join('\n');
    expect(lines).toContain('its handler Payments has no onPayout');
    expect(lines).toContain('its handler Payments has no onReturn');
    class Others extends LianlianController() {
      override expectedPayment = () => null;
      override expectedPayout = () => null;
      override onPayout = () => undefined;
      override onReturn = () => '/thanks';
      override onPayment = () => undefined;
    }
    Controller('others')(Others);
    const theirs = await open(
      appWith({ providers: [handler('Payments')], controllers: [Others] }, { settings }),
    );
    expect(theirs.logger.texts('warn').join('\n')).not.toContain('its handler Payments has no');
    const merchantSource = { find: () => Promise.resolve(undefined) };
    const sourced = await open(
      appWith(
        { providers: [handler('Mine', {}, mine)] },
        { settings: { ...several(OID_PARTNER), merchantSource } },
      ),
    );
    expect(sourced.logger.texts('warn').join('\n')).toContain(
      'merchantSource may bring merchants that Mine do not name',
    );
  });
});

describe('a test module', () => {
  it('replaces a handler by value, and the stand-in is called', async () => {
    const Payments = handler('Payments');
    const onPayment = vi.fn();
    const module = await Test.createTestingModule({ imports: [appWith({ providers: [Payments] })] })
      .overrideProvider(Payments)
      .useValue({ ...known, onPayment })
      .compile();
    const app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    closers.push(() => app.close());
    expect((await post(`${await app.getUrl()}/payments/notify`, fresh())).status).toBe(200);
    expect(onPayment).toHaveBeenCalledTimes(1);
  });
});

describe('a handler of every kind of provider', () => {
  it.each([
    ['a class under another token', (type: Type) => ({ provide: 'payments', useClass: type })],
    ['a value', (type: Type) => ({ provide: 'payments', useValue: new type() })],
    ['a factory', (type: Type) => ({ provide: type, useFactory: () => new type(), inject: [] })],
    ['one of two names for it', (type: Type) => [type, { provide: 'also', useExisting: type }]],
  ])('%s', async (_what, provider) => {
    const onPayment = vi.fn();
    const providers = [provider(handler('Payments', { onPayment }))].flat();
    const { url } = await open(appWith({ providers }));
    expect((await post(`${url}/payments/notify`, fresh())).status).toBe(200);
    expect(onPayment).toHaveBeenCalledTimes(1);
  });

  it('a transient one, and one of the request with arrow properties', async () => {
    for (const scope of [Scope.TRANSIENT, Scope.REQUEST]) {
      const onPayment = vi.fn();
      const Payments = handler('Payments', { onPayment }, undefined, scope);
      const { url } = await open(appWith({ providers: [Payments] }));
      expect((await post(`${url}/payments/notify`, fresh())).status).toBe(200);
      expect(onPayment).toHaveBeenCalledTimes(1);
    }
  });
});
