import { Controller, Get, Module, Scope, SetMetadata, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LianlianConfigError, LianlianController, LianlianModule, LianlianNotify } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import { ADAPTERS, startApp } from '../../support/adapters.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { keys } from '../../support/shop.js';

let paths = 0;
/** Fastify takes a path once. */
const freshPath = (): string => `payments-${String(paths++)}`;
const nothing = (): undefined => undefined;
type Members = Readonly<Record<string | symbol, unknown>>;

/** A class of JavaScript: the compiler would see some of these. */
const Mixin = LianlianController() as new () => object;

/** A controller of each shape, with methods on its prototype and properties on its instance. */
function mixin(methods: Members, properties: Members = {}, scope = Scope.DEFAULT): Type {
  @Controller({ path: freshPath(), scope })
  class Shop extends Mixin {
    constructor() {
      super();
      Object.assign(this, properties);
    }
  }
  define(Shop.prototype, { expectedPayment: nothing, onPayment: nothing, ...methods });
  return Shop;
}

function decorated(methods: Members, checkAmount = true): Type {
  @Controller(freshPath())
  class Shop {
    @LianlianNotify('notify', { checkAmount } as { checkAmount: false })
    notified(): void {
      // Nothing to do.
    }
  }
  define(Shop.prototype, { expectedPayment: nothing, ...methods });
  return Shop;
}

function define(target: object, members: Members): void {
  for (const key of Reflect.ownKeys(members)) {
    const value: unknown = Reflect.get(members, key);
    if (value === undefined) Reflect.deleteProperty(target, key);
    else Object.defineProperty(target, key, { value, configurable: true, writable: true });
  }
}

function appWith(...controllers: Type[]): Type {
  const options = {
    oidPartner: OID_PARTNER,
    privateKey: keys.merchant.privateKey,
    lianlianPublicKey: keys.lianlian.publicKey,
    notifyUrl: 'https://shop.example/payments/notify',
  };
  @Module({ imports: [LianlianModule.forRoot(options)], controllers })
  class App {}
  return App;
}

/** How an app starts: with routes, on either adapter, or as a worker without any. */
const STARTS = [
  ...ADAPTERS.map(
    (adapter) =>
      [
        `on ${adapter}`,
        async (app: Type, logger: RecordingLogger) =>
          (await startApp(app, adapter, { options: { logger } })).app.close(),
      ] as const,
  ),
  [
    'in a worker',
    async (app: Type, logger: RecordingLogger) =>
      (await NestFactory.createApplicationContext(app, { logger, abortOnError: false })).close(),
  ] as const,
];

describe.each(STARTS)('hooks %s', (_where, start) => {
  const warnings = async (...controllers: Type[]): Promise<string[]> => {
    const logger = new RecordingLogger();
    await start(appWith(...controllers), logger);
    return logger.texts('warn');
  };
  const problems = async (...controllers: Type[]): Promise<string[]> => {
    try {
      await warnings(...controllers);
    } catch (error) {
      if (error instanceof LianlianConfigError) return error.problems.map(({ message }) => message);
      throw error;
    }
    return [];
  };

  it.each([
    ['onRefunds', 'onRefund'],
    ['onrefund', 'onRefund'],
    ['on_refund', 'onRefund'],
    ['onRefunded', 'onRefund'],
    ['onRefnud', 'onRefund'],
    ['onReturned', 'onReturn'],
    ['OnReturn', 'onReturn'],
    ['expectedRefunds', 'expectedRefund'],
    ['expectRefund', 'expectedRefund'],
    ['expectRefunds', 'expectedRefund'],
    ['unsettledPayment', 'unsettledPayments'],
    ['unsetledPayment', 'unsettledPayments'],
    ['onOtherResults', 'onOtherResult'],
    ['onPayouts', 'onPayout'],
    ['onPayOut', 'onPayout'],
    ['expectedPayouts', 'expectedPayout'],
    ['expectPayout', 'expectedPayout'],
    ['unsettledPayout', 'unsettledPayouts'],
  ])('%s fails the start of a mixin, and names %s', async (name, hook) => {
    const sentence = `Shop has a ${name}, and no ${hook}: did you mean ${hook}? Nothing calls ${name} for LianLian. If it is something else, give it another name`;
    expect(await problems(mixin({ [name]: nothing }))).toEqual([sentence]);
    expect(await problems(mixin({}, { [name]: nothing }))).toEqual([sentence]);
  });

  it.each([
    ['onPayments', 'onPayment'],
    ['expectedPayments', 'expectedPayment'],
    ['expectedpayment', 'expectedPayment'],
  ])('%s fails it where the right one is required, too', async (name, hook) => {
    const [problem, ...others] = await problems(mixin({ [hook]: undefined, [name]: nothing }));
    expect(problem).toContain(`did you mean ${hook}?`);
    expect(others).toEqual([]);
  });

  it.each(['expectedRefunds', 'unsettledPayment', 'onOtherResults'])(
    '%s fails the start of a decorated class, which has no more hooks than it calls',
    async (name) => {
      expect(await problems(decorated({ [name]: nothing }))).toEqual([
        expect.stringContaining(`Shop has a ${name}`),
      ]);
      expect(await problems(decorated({ onRefunds: nothing, onReturned: nothing }))).toEqual([]);
    },
  );

  it('are seen on a base class, a request-scoped one, and under a symbol; every one of every class at once', async () => {
    class Heir extends mixin({ onRefunds: nothing }) {}
    Controller('heirs')(Heir);
    const found = await problems(
      Heir,
      mixin({ onReturned: nothing, expectedRefunds: nothing }, {}, Scope.REQUEST),
      mixin({ [Symbol('onRefund')]: nothing }),
    );
    expect(found.map((each) => /^\S+ has a (\S+),/.exec(each)?.[1])).toEqual([
      'onRefunds',
      'onReturned',
      'expectedRefunds',
      'Symbol(onRefund)',
    ]);
  });

  it('that are static, no function, or hidden by a property without a value fail the start', async () => {
    const withStatic = mixin({});
    Object.assign(withStatic, { onRefund: nothing, onReturned: nothing });
    expect(await problems(withStatic)).toEqual([
      'Shop has a static onRefund, which nothing calls: hooks are called on the instance, so remove "static"',
      expect.stringContaining('Shop has a onReturned, and no onReturn'),
    ]);
    for (const value of [null, 'text', {}, 0]) {
      expect(await problems(mixin({}, { onRefund: value }))).toEqual([
        'Shop has a onRefund that is no function: write it as a method, or give what it is another name',
      ]);
    }
    expect(await problems(mixin({ onRefund: nothing }, { onRefund: undefined }))).toEqual([
      expect.stringContaining(
        'declares a property onRefund without a value, which hides the method onRefund',
      ),
    ]);
  });

  it('that are right start, as methods, arrow properties or getters, and so does what only sounds alike', async () => {
    class Getting extends mixin({}) {
      get onRefund(): () => undefined {
        return nothing;
      }
      get onReturned(): () => undefined {
        throw new Error('it was read');
      }
      onReturn = nothing;
    }
    Controller('getting')(Getting);
    const helpers = {
      ...{ refund: nothing, payment: nothing, doRefund: nothing, isPayment: nothing, noRefund: nothing },
      ...{ onPaymentDone: nothing, onRetry: nothing, settledPayments: nothing, unexpectedRefund: nothing },
      ...{ onPayments: nothing, onRefunds: nothing, onRefund: nothing },
    };
    expect(
      await problems(Getting, mixin(helpers), mixin({}, { onReturns: new Map(), onRefund: undefined })),
    ).toEqual([]);
  });

  it('are not what a decorator claims: a route of the app, a listener', async () => {
    @Controller('shop')
    class Shop extends Mixin {
      expectedPayment = nothing;
      onPayment = nothing;
      @Get('refunds')
      onRefunds(): void {
        // The app's own.
      }
      @SetMetadata('EVENT_LISTENER_METADATA', [{ event: 'returned' }])
      onReturned(): void {
        // The app's own.
      }
    }
    expect(await problems(Shop)).toEqual([]);
  });

  it('that no route of their class asks are warned about, and not those of a provider or a route of the app', async () => {
    @Controller('forgotten')
    class Forgotten {
      expectedPayment = nothing;
      unsettledPayments(): never[] {
        return [];
      }
    }
    @Controller('admin')
    class Admin {
      @Get('unsettled')
      unsettledPayments(): never[] {
        return [];
      }
    }
    const told = await warnings(Forgotten, Admin, decorated({ expectedRefund: nothing }, false), mixin({}));
    expect(told.filter((line) => line.includes('nothing calls it'))).toEqual([
      expect.stringContaining('Forgotten has a expectedPayment, and nothing calls it for LianLian'),
      expect.stringContaining('Forgotten has a unsettledPayments'),
      expect.stringContaining('Shop has a expectedPayment'),
      expect.stringContaining('Shop has a expectedRefund'),
    ]);
  });
});

describe('options of routes', () => {
  const decorate = (...how: unknown[]): unknown => {
    class Shop {
      notified(): void {
        // Nothing to do.
      }
    }
    const descriptor = { value: Shop.prototype.notified, configurable: true, writable: true };
    const notify = LianlianNotify as (...given: unknown[]) => MethodDecorator;
    notify(...how)(Shop.prototype, 'notified', descriptor);
    return Shop;
  };

  it.each([
    [
      ['notify', { checkAmounts: false }],
      /Shop\.notified checkAmounts: is not an option: did you mean checkAmount\?/,
    ],
    [['notify', { checkAmount: null }], /Shop\.notified checkAmount: must be true or false/],
    [['notify', { checkAmount: 0 }], /checkAmount: must be true or false/],
    [['notify', { checkAmount: 'false' }], /checkAmount: must be true or false/],
    [['notify', null], /Shop\.notified: its options: must be an object/],
    [[{ checkAmount: false }], /Shop\.notified: its path must be text/],
    [[[]], /its path must be text/],
  ])('@LianlianNotify(%j) is refused', (how, reason) => {
    expect(() => decorate(...how)).toThrow(LianlianConfigError);
    expect(() => decorate(...how)).toThrow(reason);
  });

  it.each([
    [{ notifypath: 'a' }, /LianlianController\(\) notifypath: is not an option: did you mean notifyPath\?/],
    [{ returnPath: null }, /returnPath: must be text/],
    ['notify', /its options: must be an object/],
  ])('LianlianController(%j) is refused', (options, reason) => {
    expect(() => LianlianController(options as never)).toThrow(LianlianConfigError);
    expect(() => LianlianController(options as never)).toThrow(reason);
  });
});
