import {
  Body,
  Controller,
  Get,
  Inject,
  type MiddlewareConsumer,
  Module,
  type ModuleMetadata,
  type NestModule,
  NotFoundException,
  Param,
  Post,
  RequestMethod,
  Scope,
  type Type,
} from '@nestjs/common';
import { NestFactory, REQUEST } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import {
  LianlianController,
  LianlianHandler,
  type LianlianHooks,
  LianlianService,
  type PaymentNotification,
} from 'nestjs-lianlian';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../support/adapters.js';
import { post } from '../../support/http.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { queriedAt, startQueries } from '../../support/payout-shop.js';
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
} from './support/handlers.js';

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

function part(metadata: ModuleMetadata): Type {
  class Part {}
  Module(metadata)(Part);
  return Part;
}

/** Knows every order of whatever merchant, and notes whom it was called for. */
function noting(name: string, notes: string[], others: object = {}) {
  return {
    expectedPayment: (_order: string, _time: string, oid_partner: string) => ({
      money_order: '49.95',
      oid_partner,
    }),
    onPayment: ({ oid_partner }: PaymentNotification) => notes.push(`${name} for ${oid_partner}`),
    ...others,
  };
}

const both = several(OID_PARTNER, OTHER);
const each = [`Mine for ${OID_PARTNER}`, `Theirs for ${OTHER}`];

describe('the handler of a merchant', () => {
  it.each([Scope.DEFAULT, Scope.REQUEST, Scope.TRANSIENT])(
    'is the one of its own module, though both are provided under one token (scope %i)',
    async (scope) => {
      const notes: string[] = [];
      const imports = [['Mine', OID_PARTNER] as const, ['Theirs', OTHER] as const].map(
        ([name, oidPartner]) => {
          const useClass = handler(name, noting(name, notes), { oidPartner }, scope);
          return part({ providers: [{ provide: 'HANDLER', useClass, scope }] });
        },
      );
      const { url } = await open(appWith({ imports }, { settings: both }));
      for (const oid_partner of [OID_PARTNER, OTHER]) {
        expect((await post(`${url}/payments/notify`, fresh({ oid_partner }))).status).toBe(200);
      }
      expect(notes).toEqual(each);
    },
  );

  it('gets what the sweeper finds of its merchant, no matter which handler listed it', async () => {
    const notes: string[] = [];
    const oid_paybill = uniqueNumber('2026');
    const gateway = await startQueries({
      payout: 'unknown',
      payment: {
        oid_paybill,
        money_order: '49.95',
        result_pay: 'SUCCESS',
        dt_order: '20261121120000',
        pay_type: 'I',
      },
    });
    closers.push(() => gateway.stop());
    const rows = [
      {
        oid_partner: OTHER,
        no_order: uniqueNumber('order-'),
        dt_order: '20261121120000',
        product: 'aggregate',
      },
    ];
    const providers = [
      handler('Mine', noting('Mine', notes, { unsettledPayments: () => rows }), { oidPartner: OID_PARTNER }),
      handler('Theirs', noting('Theirs', notes), { oidPartner: OTHER }),
    ];
    const settings = { ...both, endpoints: queriedAt(gateway), sweeper: { enabled: false } };
    const { app } = await open(appWith({ providers }, { settings }));
    await app.get(LianlianService).sweeper.sweep();
    expect(notes).toEqual([`Theirs for ${OTHER}`]);
  });

  it('is not found by a message that names it and is not genuine', async () => {
    const notes: string[] = [];
    const providers = [
      handler('Mine', noting('Mine', notes), { oidPartner: OID_PARTNER }),
      handler('Theirs', noting('Theirs', notes), { oidPartner: OTHER }),
    ];
    const { url } = await open(appWith({ providers }, { settings: both }));
    expect((await post(`${url}/payments/notify`, { ...fresh(), oid_partner: OTHER })).status).toBe(401);
    expect(notes).toEqual([]);
  });

  it('may be the routes of a controller, merchant by merchant; the start says which have no handler', async () => {
    const notes: string[] = [];
    @Controller('old')
    class Old extends LianlianController() {
      expectedPayment() {
        return { money_order: '49.95', oid_partner: OTHER };
      }
      onPayment({ oid_partner }: PaymentNotification): void {
        notes.push(`Old for ${oid_partner}`);
      }
    }
    const providers = [handler('Mine', noting('Mine', notes), { oidPartner: OID_PARTNER })];
    const { url, logger } = await open(appWith({ controllers: [Old], providers }, { settings: both }));
    expect((await post(`${url}/payments/notify`, fresh())).status).toBe(200);
    expect((await post(`${url}/old/notify`, fresh({ oid_partner: OTHER }))).status).toBe(200);
    expect(notes).toEqual([`Mine for ${OID_PARTNER}`, `Old for ${OTHER}`]);
    expect(logger.texts('warn').join()).toContain(`merchant ${OTHER} has no handler`);
  });
});

describe.each(ADAPTERS)('a handler that is made for each request, on %s', (adapter) => {
  it('may read its request where it is made: nothing makes it without one', async () => {
    const hosts: unknown[] = [];
    @LianlianHandler()
    class Payments implements LianlianHooks {
      private readonly host: unknown;
      constructor(@Inject(REQUEST) { headers }: { readonly headers: Readonly<Record<string, unknown>> }) {
        this.host = headers['host'];
      }
      expectedPayment() {
        return { money_order: '49.95' };
      }
      onPayment(): void {
        hosts.push(this.host);
      }
    }
    const { url, app } = await open(appWith({ providers: [Payments] }), adapter);
    await app.get(LianlianService).sweeper.sweep();
    expect((await post(`${url}/payments/notify`, fresh())).status).toBe(200);
    expect(hosts).toEqual([new URL(url).host]);
  });

  it('and cannot be made is a 500 with a line about the order, whatever it throws', async () => {
    let isBroken = false;
    @LianlianHandler()
    class Payments implements LianlianHooks {
      constructor(@Inject(REQUEST) _request: unknown) {
        if (isBroken) throw new NotFoundException('no such tenant');
      }
      expectedPayment() {
        return { money_order: '49.95' };
      }
      onPayment(): undefined {
        return undefined;
      }
    }
    const { url, logger } = await open(appWith({ providers: [Payments] }), adapter);
    isBroken = true;
    const body = fresh();
    expect((await post(`${url}/payments/notify`, body)).status).toBe(500);
    expect(logger.texts('error').join()).toMatch(new RegExp(`${String(body['no_order'])}[^]*no such tenant`));
  });

  it('without onReturn leaves payers to the next', async () => {
    const providers = [
      handler('Mine', {}, { oidPartner: OID_PARTNER }, Scope.REQUEST),
      handler('Theirs', { onReturn: () => '/theirs' }, { oidPartner: OTHER }),
    ];
    const { url } = await open(appWith({ providers }, { settings: both }), adapter);
    const back = await fetch(`${url}/payments/return`, { redirect: 'manual' });
    expect([back.status, back.headers.get('location')]).toEqual([303, '/theirs']);
  });
});

describe('a merchant that came later', () => {
  it('without a handler: its payers are not sent to a 404 without a word', async () => {
    const providers = [handler('Mine', { onReturn: () => '/mine' }, { oidPartner: OID_PARTNER })];
    const { app, url, logger } = await open(appWith({ providers }, { settings: several(OID_PARTNER) }));
    await app.get(LianlianService).merchants.add(merchant(OTHER));
    const signed = new URLSearchParams({ res_data: JSON.stringify(fresh({ oid_partner: OTHER })) });
    const back = await fetch(`${url}/payments/return?${signed.toString()}`, { redirect: 'manual' });
    expect(back.status).toBe(500);
    const lines = logger.texts('error').join();
    expect(lines).toContain(`merchant ${OTHER} came while the app ran`);
    expect(lines).not.toContain('cannot start');
  });
});

describe('a route of the app that takes what LianLian sends', () => {
  @Controller('payments')
  class Own {
    @Post(':id') create(@Param('id') id: string, @Body() _body: unknown) {
      return { id };
    }
    @Get(':id') find(@Param('id') id: string) {
      return { id };
    }
  }
  const providers = [handler('Payments', { onReturn: () => '/thanks' })];

  it('is warned about on Express, where what comes first is asked', async () => {
    const { url, logger } = await open(appWith({ controllers: [Own], providers }));
    expect(await post(`${url}/payments/notify`, fresh())).toMatchObject({ status: 201 });
    const lines = logger.texts('warn').join('\n');
    expect(lines).toContain(
      'a route /payments/:id, which was registered before the LianLian route /payments/notify',
    );
    expect(lines).toContain('before the LianLian route /payments/return');
  });

  it.each([
    { path: '*path', method: RequestMethod.ALL },
    { path: 'payments/*path', method: RequestMethod.POST },
    { path: 'payments/notify', method: RequestMethod.POST },
    { path: 'payments/return', method: RequestMethod.GET },
  ])('is no middleware, which passes requests on: of %j', async (place) => {
    let passed = 0;
    class WithMiddleware implements NestModule {
      configure(consumer: MiddlewareConsumer): void {
        const pass = (_request: unknown, _response: unknown, next: () => void): void => {
          passed++;
          next();
        };
        consumer.apply(pass).forRoutes(place);
      }
    }
    Module({})(WithMiddleware);
    const { url, logger } = await open(appWith({ imports: [WithMiddleware], providers }));
    expect((await post(`${url}/payments/notify`, fresh())).status).toBe(200);
    await fetch(`${url}/payments/return`, { redirect: 'manual' });
    expect(passed).toBeGreaterThan(0);
    expect(logger.texts('warn').join()).not.toContain('registered before');
  });

  it('is none on Fastify, nor for another path or method', async () => {
    const fastify = await open(appWith({ controllers: [Own], providers }), 'fastify');
    expect((await post(`${fastify.url}/payments/notify`, fresh())).status).toBe(200);
    expect(fastify.logger.texts('warn').join()).not.toContain('registered before');
    const elsewhere = await open(appWith({ controllers: [Own], providers }, { routes: 'lianlian' }));
    expect((await post(`${elsewhere.url}/lianlian/notify`, fresh())).status).toBe(200);
    expect(elsewhere.logger.texts('warn').join()).not.toContain('registered before');
  });
});

describe('two apps of one module', () => {
  it('each have the routes that their own handlers ask for', async () => {
    class Payments {
      expectedPayment = known.expectedPayment;
      onPayment = known.onPayment;
      onReturn = (): string => '/thanks';
    }
    LianlianHandler()(Payments);
    const app = appWith({ providers: [Payments] });
    const stubbed = Test.createTestingModule({ imports: [app] })
      .overrideProvider(Payments)
      .useValue(known)
      .compile()
      .then((module) => module.createNestApplication({ logger: false }));
    const [whole, stub] = await Promise.all([NestFactory.create(app, { logger: false }), stubbed]);
    closers.push(
      () => whole.close(),
      () => stub.close(),
    );
    await Promise.all([whole.listen(0, '127.0.0.1'), stub.listen(0, '127.0.0.1')]);
    const statusOf = async (nest: typeof whole): Promise<number> =>
      (await fetch(`${await nest.getUrl()}/payments/return`, { redirect: 'manual' })).status;
    expect([await statusOf(whole), await statusOf(stub)]).toEqual([303, 404]);
  });
});

describe('a stand-in of a test', () => {
  it.each([
    ['a value', { ...known }],
    [
      'an object of another class',
      new (class {
        expectedPayment = known.expectedPayment;
        onPayment = known.onPayment;
      })(),
    ],
  ])('has the hooks that it needs, and not all of the class: %s', async (_what, stand) => {
    const Payments = handler('Payments', {
      onReturn: () => '/',
      onRefund: () => undefined,
      unsettledPayments: () => [],
    });
    const module = await Test.createTestingModule({ imports: [appWith({ providers: [Payments] })] })
      .overrideProvider(Payments)
      .useValue(stand)
      .compile();
    const app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    closers.push(() => app.close());
    expect((await post(`${await app.getUrl()}/payments/notify`, fresh())).status).toBe(200);
  });

  it('behind a name of its own is the same handler, and not a second', async () => {
    const Payments = handler('Payments');
    const alias = { provide: 'PORT', useFactory: (payments: unknown) => payments, inject: [Payments] };
    expect(await problemsOf(appWith({ providers: [Payments, alias] }))).toEqual([]);
  });
});

describe('an abstract class with the mark', () => {
  it.each([Scope.DEFAULT, Scope.REQUEST])(
    'has the hooks of what stands behind it (scope %i)',
    async (scope) => {
      abstract class Port {}
      LianlianHandler()(Port as never);
      const right = handler('Right', {}, undefined, scope);
      const wrong = handler('Wrong', { onRefunds: vi.fn() }, undefined, scope);
      const appOf = (useClass: Type) =>
        appWith({ providers: [{ provide: Port, useClass, scope }] }, { settings: one });
      expect(await problemsOf(appOf(right))).toEqual([]);
      expect(await problemsOf(appOf(wrong))).toEqual([expect.stringContaining('onRefunds')]);
    },
  );
});
