import {
  type DynamicModule,
  type INestApplication,
  Controller,
  Injectable,
  Module,
  Post,
  Scope,
  type Type,
  UseGuards,
} from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import {
  type ExpectedPayment,
  type ExpectsPayments,
  LianlianConfigError,
  lianlianConfig,
  LianlianController,
  LianlianModule,
  LianlianNotification,
  LianlianNotify,
  type LianlianModuleOptions,
  type LianlianOptionsFactory,
  LianlianService,
  LianlianSignatureGuard,
  type PaymentNotification,
} from 'nestjs-lianlian';
import { LianlianQueueModule } from 'nestjs-lianlian/bullmq';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { type Adapter, ADAPTERS, startApp } from '../../support/adapters.js';
import { ACK, post } from '../../support/http.js';
import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { keys, payment, uniqueNumber } from '../../support/shop.js';

const options: LianlianModuleOptions = {
  oidPartner: OID_PARTNER,
  privateKey: keys.merchant.privateKey,
  lianlianPublicKey: keys.lianlian.publicKey,
};
const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });

@Controller('payments')
class PaymentsController extends LianlianController() {
  expectedPayment(): ExpectedPayment {
    return { money_order: '49.95' };
  }
  onPayment(): void {
    // Nothing to do.
  }
}

type Imports = (Type | DynamicModule | Promise<DynamicModule>)[];

const opened: INestApplication[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((app) => app.close()));
  vi.unstubAllEnvs();
});

async function start(
  adapter: Adapter,
  imports: Imports,
  controllers: Type[] = [PaymentsController],
): Promise<string> {
  @Module({ imports, controllers })
  class AppModule {}
  const { app, url } = await startApp(AppModule, adapter);
  opened.push(app);
  return url;
}

async function failure(
  adapter: Adapter,
  imports: Imports,
  controllers: Type[] = [PaymentsController],
): Promise<LianlianConfigError> {
  try {
    await start(adapter, imports, controllers);
  } catch (error) {
    if (error instanceof LianlianConfigError) return error;
    throw error;
  }
  throw new Error('the app started');
}

const forRoot = (): DynamicModule => LianlianModule.forRoot(options);

@Injectable()
class Settings {
  readonly options = options;
}

@Module({ providers: [Settings], exports: [Settings] })
class SettingsModule {}

@Injectable()
class OptionsFactory implements LianlianOptionsFactory {
  createLianlianOptions(): Promise<LianlianModuleOptions> {
    return Promise.resolve(options);
  }
}

@Module({ providers: [OptionsFactory], exports: [OptionsFactory] })
class FactoryModule {}

describe.each(ADAPTERS)('LianlianModule on %s', (adapter) => {
  const ways: [string, () => Imports][] = [
    ['forRoot', () => [forRoot()]],
    ['forRoot that is not global', () => [LianlianModule.forRoot({ ...options, isGlobal: false })]],
    [
      'forRootAsync with useFactory',
      () => [LianlianModule.forRootAsync({ useFactory: () => Promise.resolve(options) })],
    ],
    [
      'forRootAsync with useFactory, imports and inject',
      () => [
        LianlianModule.forRootAsync({
          imports: [SettingsModule],
          inject: [Settings],
          useFactory: (settings: Settings) => settings.options,
        }),
      ],
    ],
    ['forRootAsync with useClass', () => [LianlianModule.forRootAsync({ useClass: OptionsFactory })]],
    [
      'forRootAsync with useExisting, not global',
      () => [
        LianlianModule.forRootAsync({
          imports: [FactoryModule],
          useExisting: OptionsFactory,
          isGlobal: false,
        }),
      ],
    ],
    [
      'forRootAsync with isGlobal undefined',
      () => [LianlianModule.forRootAsync({ useFactory: () => options, isGlobal: undefined })],
    ],
  ];

  it.each(ways)('starts with %s, and takes notifications in any module', async (_way, imports) => {
    @Controller('feature')
    class FeatureController extends PaymentsController {}
    @Module({ controllers: [FeatureController] })
    class FeatureModule {}
    const url = await start(adapter, [...imports(), FeatureModule]);
    for (const path of ['payments', 'feature']) {
      expect(await post(`${url}/${path}/notify`, fresh())).toMatchObject({ status: 200, text: ACK });
    }
  });

  it('starts with lianlianConfig and the environment', async () => {
    vi.stubEnv('LIANLIAN_OID_PARTNER', OID_PARTNER);
    vi.stubEnv(
      'LIANLIAN_PRIVATE_KEY',
      keys.merchant.privateKey
        .export({ format: 'pem', type: 'pkcs1' })
        .toString()
        .replaceAll('\n', String.raw`\n`),
    );
    vi.stubEnv(
      'LIANLIAN_PUBLIC_KEY',
      keys.lianlian.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    );
    const url = await start(adapter, [
      ConfigModule.forRoot({ ignoreEnvFile: true }),
      LianlianModule.forRootAsync(lianlianConfig.asProvider()),
    ]);
    expect(await post(`${url}/payments/notify`, fresh())).toMatchObject({ status: 200, text: ACK });
  });

  it.each([undefined, null, 'options', [], Promise.resolve(options)])(
    'refuses forRoot and forRootAsync without options: %o',
    (nothing) => {
      for (const call of [
        () => LianlianModule.forRoot(nothing as never),
        () => LianlianModule.forRootAsync(nothing as never),
        () => LianlianQueueModule.forRoot(nothing as never),
        () => LianlianQueueModule.forRootAsync(nothing as never),
      ]) {
        expect(call).toThrow(LianlianConfigError);
        expect(call).toThrow(/Module\.forRoot(Async)?\(\): must be given its options, as one object/);
      }
    },
  );

  it('fails to start with bad settings of forRootAsync, every problem in one error', async () => {
    const bad = { ...options, oidPartner: '1', notifyUrl: 'x' };
    for (const module of [
      LianlianModule.forRoot(bad),
      LianlianModule.forRootAsync({ useFactory: () => bad }),
    ]) {
      expect((await failure(adapter, [module])).problems.map(({ option }) => option).sort()).toEqual([
        'notifyUrl',
        'oidPartner',
      ]);
    }
  });

  it('fails to start when it is imported twice with options of its own', async () => {
    const other = LianlianModule.forRoot({ ...options, lianlianPublicKey: testKeys().lianlian.publicKey });
    const error = await failure(adapter, [forRoot(), other]);
    expect(error.message).toContain('imported twice');
  });

  it('may be imported by several modules as one and the same', async () => {
    const module = LianlianModule.forRoot({ ...options, isGlobal: false });
    @Module({ imports: [module] })
    class FeatureModule {}
    const url = await start(adapter, [module, FeatureModule]);
    expect((await post(`${url}/payments/notify`, fresh())).status).toBe(200);
  });

  it('fails to start with a @LianlianNotify route whose class has no expectedPayment, and names every such class', async () => {
    @Controller('a')
    class Careless {
      @LianlianNotify('notify', {} as { checkAmount: false })
      notified(): void {
        // Nothing to do.
      }
    }
    @Controller('b')
    class CarelessToo {
      expectedPayment = 'not a function';
      @LianlianNotify('notify', {} as { checkAmount: false })
      notified(): void {
        // Nothing to do.
      }
    }
    const error = await failure(adapter, [forRoot()], [Careless, CarelessToo]);
    expect(error.problems.map(({ option }) => option)).toEqual(['Careless', 'CarelessToo']);
    expect(error.message).toContain('expectedPayment');
  });

  it('says of a mixin without expectedPayment what the mixin wants, and of a decorator what that wants', async () => {
    @Controller('mixin')
    class Mixed extends (LianlianController() as abstract new () => object) {
      onPayment(): void {
        // Nothing to do.
      }
    }
    @Controller('decorated')
    class Decorated {
      @LianlianNotify('notify', {} as { checkAmount: false })
      notified(): void {
        // Nothing to do.
      }
    }
    const { problems } = await failure(adapter, [forRoot()], [Mixed, Decorated]);
    const [ofMixin = '', ofDecorator = ''] = problems.map(({ message }) => message);
    expect(ofMixin).toContain('Mixed extends LianlianController() but has no expectedPayment()');
    expect(ofMixin).not.toMatch(/checkAmount|@LianlianNotify/);
    expect(ofDecorator).toContain('Decorated has a @LianlianNotify route');
    expect(ofDecorator).not.toContain('LianlianController');
  });

  it('starts where expectedPayment is inherited, an arrow property, request-scoped, or not wanted', async () => {
    abstract class Base {
      expectedPayment(): ExpectedPayment {
        return { money_order: '49.95' };
      }
    }
    @Controller('inherited')
    class Inherits extends Base {
      @LianlianNotify('notify')
      notified(): void {
        // Nothing to do.
      }
    }
    @Controller('arrow')
    class Arrow implements ExpectsPayments {
      expectedPayment = (): ExpectedPayment => ({ money_order: '49.95' });
      @LianlianNotify('notify')
      notified(): void {
        // Nothing to do.
      }
    }
    @Controller({ path: 'scoped', scope: Scope.REQUEST })
    class ScopedArrow extends Arrow {}
    @Controller('unchecked')
    class Unchecked {
      @LianlianNotify('notify', { checkAmount: false })
      notified(): void {
        // Nothing to do.
      }
    }
    const url = await start(adapter, [forRoot()], [Inherits, Arrow, ScopedArrow, Unchecked]);
    for (const path of ['inherited', 'arrow', 'scoped', 'unchecked']) {
      expect([path, (await post(`${url}/${path}/notify`, fresh())).text]).toEqual([path, ACK]);
    }
  });

  it.each(['__lianlianNotify__', '__lianlianPayoutNotify__', '__lianlianReturn__'])(
    'fails to start with a subclass that hides the route method %s',
    async (name) => {
      @Controller('hidden')
      class Hiding extends PaymentsController {}
      Object.defineProperty(Hiding.prototype, name, { value: () => undefined });
      const error = await failure(adapter, [forRoot()], [Hiding]);
      expect(error.problems.map(({ option }) => option)).toEqual(['Hiding']);
      expect(error.message).toContain(name);
    },
  );

  it('fails to start with a subclass that overrides a decorated method without decorating it again', async () => {
    @Controller('decorated')
    class Decorated implements ExpectsPayments {
      expectedPayment(): ExpectedPayment {
        return { money_order: '49.95' };
      }
      @LianlianNotify('notify')
      notified(): void {
        // Nothing to do.
      }
    }
    @Controller('overridden')
    class Overriding extends Decorated {
      override notified(): void {
        // Not a route any more.
      }
    }
    const error = await failure(adapter, [forRoot()], [Overriding]);
    expect(error.problems.map(({ option }) => option)).toEqual(['Overriding']);
    expect(error.message).toContain('notified');
  });

  it('fails to start with the class alone, without options', async () => {
    const error = await failure(adapter, [LianlianModule]);
    expect(error.message).toContain('forRoot()');
  });

  it('keeps apps of one process apart, each with its own merchant, keys and inbox', async () => {
    const other = testKeys();
    const second = { ...options, lianlianPublicKey: other.lianlian.publicKey };
    const urls = [
      await start(adapter, [forRoot()]),
      await start(adapter, [LianlianModule.forRoot(second)]),
      await start(adapter, [forRoot()]),
    ];
    const body = fresh();
    const statuses = [];
    for (const url of urls) statuses.push((await post(`${url}/payments/notify`, body)).status);
    expect(statuses).toEqual([200, 401, 200]);
    expect(
      (await post(`${urls[1] ?? ''}/payments/notify`, payment({}, other.lianlian.privateKey))).status,
    ).toBe(200);
  });

  it('works for a testing module, whose app is made before it is started', async () => {
    const module = await Test.createTestingModule({
      imports: [forRoot()],
      controllers: [PaymentsController],
    }).compile();
    const { ExpressAdapter } = await import('@nestjs/platform-express');
    const { FastifyAdapter } = await import('@nestjs/platform-fastify');
    const app = module.createNestApplication(
      adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter(),
      { logger: false },
    );
    opened.push(app);
    await app.listen(0, '127.0.0.1');
    expect((await post(`${await app.getUrl()}/payments/notify`, fresh())).text).toBe(ACK);
  });

  it.each(['the mixin', 'the decorators', 'the guard'])(
    'fails to start where it is not imported and the app uses %s',
    async (used) => {
      @Controller('guarded')
      class Guarded {
        @Post()
        @UseGuards(LianlianSignatureGuard)
        received(@LianlianNotification() notification: PaymentNotification): string {
          return notification.no_order;
        }
      }
      @Controller({ path: 'decorated', scope: Scope.REQUEST })
      class Decorated implements ExpectsPayments {
        expectedPayment = (): ExpectedPayment => ({ money_order: '49.95' });
        @LianlianNotify('notify')
        notified(): void {
          // Nothing to do.
        }
      }
      const controllers: Record<string, Type> = {
        'the mixin': PaymentsController,
        'the decorators': Decorated,
        'the guard': Guarded,
      };
      const controller = controllers[used];
      const error = await failure(adapter, [], controller === undefined ? [] : [controller]);
      expect(error.message).toContain('LianlianModule: is not imported');
      expect(error.message).toContain('LianlianModule.forRoot()');
    },
  );

  it('warns at start of a merchant without notifyUrl, where there is a route for notifications', async () => {
    const warningsOf = async (notifyUrl: string | undefined, controllers: Type[]): Promise<string[]> => {
      const logger = new RecordingLogger();
      @Module({ imports: [LianlianModule.forRoot({ ...options, notifyUrl })], controllers })
      class AppModule {}
      const { app } = await startApp(AppModule, adapter, { options: { logger } });
      opened.push(app);
      return logger.texts('warn');
    };
    const [warning, ...others] = await warningsOf(undefined, [PaymentsController]);
    expect(others).toEqual([]);
    expect(warning).toMatch(/has no notifyUrl .* \(PaymentsController\)/);
    expect(await warningsOf('https://shop.example/payments/notify', [PaymentsController])).toEqual([]);
    expect(await warningsOf(undefined, [])).toEqual([]);
  });

  it('warns about a gateway that is set, by its origin alone', async () => {
    const logger = new RecordingLogger();
    @Module({
      imports: [LianlianModule.forRoot({ ...options, gateway: 'http://user:secret@localhost:4000' })],
    })
    class AppModule {}
    const { app } = await startApp(AppModule, adapter, { options: { logger } });
    opened.push(app);
    const warnings = logger.texts('warn');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('http://localhost:4000');
    expect(warnings[0]).not.toContain('secret');
  });
});

describe('LianlianModule', () => {
  it.each([[{}], [{ imports: [SettingsModule] }], [{ useFactory: undefined }]])(
    'refuses forRootAsync(%o) at once, naming what it needs',
    (nothing) => {
      expect(() => LianlianModule.forRootAsync(nothing as never)).toThrow(LianlianConfigError);
      expect(() => LianlianModule.forRootAsync(nothing as never)).toThrow(
        /useFactory, useClass or useExisting/,
      );
    },
  );

  it('works in an application context without routes', async () => {
    @Injectable()
    class Job {
      constructor(readonly lianlian: LianlianService) {}
    }
    @Module({ imports: [forRoot()], providers: [Job], controllers: [PaymentsController] })
    class WorkerModule {}
    const context = await NestFactory.createApplicationContext(WorkerModule, {
      logger: false,
      abortOnError: false,
    });
    const { lianlian } = context.get(Job);
    const form = await lianlian.aggregateRedirect.createForm({
      user_id: 'u-1',
      no_order: 'order-1',
      dt_order: '20261121120000',
      busi_partner: '109001',
      name_goods: '羽毛球',
      money_order: '49.95',
      notify_url: 'https://shop.example/notify',
      userreq_ip: '122.11.37.211',
      risk_item: {
        frms_ware_category: '1009',
        user_info_mercht_userno: 'u-1',
        user_info_bind_phone: '13958069593',
        user_info_dt_register: '20131030122130',
        goods_name: '羽毛球',
      },
      url_return: 'https://shop.example/return',
    } as never);
    expect(form.fields).toMatchObject({
      oid_partner: OID_PARTNER,
      no_order: 'order-1',
      money_order: '49.95',
    });
    await context.close();
  });

  it('resolves every service of the facade', async () => {
    const context = await NestFactory.createApplicationContext(forRoot(), {
      logger: false,
      abortOnError: false,
    });
    const facade = context.get(LianlianService);
    for (const service of Object.values(facade) as object[])
      expect(context.get(service.constructor as Type)).toBe(service);
    await context.close();
  });
});
