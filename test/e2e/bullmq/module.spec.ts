import { Injectable, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LianlianConfigError, LianlianModule } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import {
  LianlianDeadLetters,
  LianlianQueueModule,
  type LianlianQueueOptions,
} from '../../../lib/bullmq/index.js';
import { NotificationDispatcher } from '../../../lib/notifications/handle/notification-dispatcher.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { keys } from '../../support/shop.js';

// Nothing listens there: no test of this file needs Redis.
const options: LianlianQueueOptions = { connection: 'redis://127.0.0.1:1', worker: false };

const lianlian = (isGlobal = true) =>
  LianlianModule.forRoot({
    oidPartner: OID_PARTNER,
    privateKey: keys.merchant.privateKey,
    lianlianPublicKey: keys.lianlian.publicKey,
    isGlobal,
  });

const start = (imports: NonNullable<Parameters<typeof Module>[0]['imports']>) => {
  class AppModule {}
  Module({ imports })(AppModule);
  return NestFactory.createApplicationContext(AppModule, { logger: false, abortOnError: false });
};

const usesQueue = (app: Awaited<ReturnType<typeof start>>): boolean =>
  Reflect.get(app.get(NotificationDispatcher, { strict: false }), 'queue') !== undefined;

@Injectable()
class Options {
  createLianlianQueueOptions(): LianlianQueueOptions {
    return options;
  }
}

describe('LianlianQueueModule', () => {
  it.each([
    ['after LianlianModule', () => [lianlian(), LianlianQueueModule.forRoot(options)]],
    ['before it', () => [LianlianQueueModule.forRoot(options), lianlian()]],
    ['beside one that is not global', () => [LianlianQueueModule.forRoot(options), lianlian(false)]],
    ['with a factory', () => [LianlianQueueModule.forRootAsync({ useFactory: () => options }), lianlian()]],
    ['with a class', () => [LianlianQueueModule.forRootAsync({ useClass: Options }), lianlian()]],
  ])('takes notifications when it is imported %s', async (_how, imports) => {
    const app = await start(imports());
    expect(usesQueue(app)).toBe(true);
    expect(app.get(LianlianDeadLetters, { strict: false })).toBeInstanceOf(LianlianDeadLetters);
    await app.close();
  });

  it('gives any module its dead letters', async () => {
    @Injectable()
    class Support {
      constructor(readonly deadLetters: LianlianDeadLetters) {}
    }
    class SupportModule {}
    Module({ providers: [Support] })(SupportModule);
    const app = await start([SupportModule as Type, lianlian(), LianlianQueueModule.forRoot(options)]);
    const { deadLetters } = app.get(Support, { strict: false });
    await expect(deadLetters.list()).rejects.toThrow();
    await app.close();
  });

  it.each([
    ['without LianlianModule', () => [LianlianQueueModule.forRoot(options)], /needs LianlianModule/],
    [
      'twice',
      () => [
        lianlian(),
        LianlianQueueModule.forRoot(options),
        LianlianQueueModule.forRoot({ ...options, queueName: 'other' }),
      ],
      /imported twice/,
    ],
    [
      'without a connection',
      () => [lianlian(), LianlianQueueModule.forRoot({} as never)],
      /LianlianQueueModule connection: is missing/,
    ],
  ])('fails the start when it is imported %s', async (_how, imports, message) => {
    const started = start(imports());
    await expect(started).rejects.toThrow(LianlianConfigError);
    await expect(started).rejects.toThrow(message);
  });

  it('says at once what forRootAsync lacks', () => {
    expect(() => LianlianQueueModule.forRootAsync({})).toThrow(/useFactory, useClass or useExisting/);
  });
});
