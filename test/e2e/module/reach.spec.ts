import {
  Controller,
  type INestApplication,
  Module,
  Post,
  UseGuards,
  VERSION_NEUTRAL,
  VersioningType,
} from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import {
  LianlianController,
  LianlianModule,
  type LianlianModuleOptions,
  LianlianNotification,
  LianlianSignatureGuard,
  type PaymentNotification,
} from 'nestjs-lianlian';
import { afterEach, describe, expect, it } from 'vitest';

import { type Adapter, ADAPTERS } from '../../support/adapters.js';
import { ACK, get, post } from '../../support/http.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { keys, payment } from '../../support/shop.js';

const SHOP = 'https://shop.example';

let app: INestApplication | undefined;
afterEach(() => app?.close());

/** What the app warns of at its start, but for what has to do with no address. */
async function warnings(
  adapter: Adapter,
  {
    urls = {},
    configure = () => undefined,
    options = {},
    fastify = {},
    type = payments(),
  }: {
    urls?: Partial<LianlianModuleOptions>;
    configure?: (app: INestApplication) => void;
    options?: object;
    fastify?: object;
    type?: new (...args: never[]) => object;
  },
): Promise<string[]> {
  const merchant = {
    oidPartner: OID_PARTNER,
    privateKey: keys.merchant.privateKey,
    lianlianPublicKey: keys.lianlian.publicKey,
  };
  @Module({
    imports: [LianlianModule.forRoot({ ...merchant, ...urls } as LianlianModuleOptions)],
    controllers: [type],
  })
  class ShopModule {}
  const logger = new RecordingLogger();
  const http = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter(fastify);
  app = await NestFactory.create(ShopModule, http, { logger, abortOnError: false, ...options });
  configure(app);
  await app.listen(0, '127.0.0.1');
  return logger.texts('warn').filter((line) => line.includes('404'));
}

function payments(path: Parameters<typeof Controller>[0] = { path: 'payments' }) {
  @Controller(path as { path: string })
  class PaymentsController extends LianlianController() {
    expectedPayment(): { money_order: string } {
      return { money_order: '49.95' };
    }
    onPayment(): void {
      // Nothing to do.
    }
    override onReturn(): string {
      return '/orders';
    }
  }
  return PaymentsController;
}

const notifyAt = (path: string): Partial<LianlianModuleOptions> => ({ notifyUrl: SHOP + path });

describe.each(ADAPTERS)('a notifyUrl or returnUrl, on %s', (adapter) => {
  it('that leads to the routes is warned of by nobody', async () => {
    const urls = { notifyUrl: `${SHOP}/payments/notify?shop=1`, returnUrl: `${SHOP}/payments/return` };
    expect(await warnings(adapter, { urls })).toEqual([]);
  });

  it('that leads to none is named at the start, with the addresses that do', async () => {
    const urls = { notifyUrl: `${SHOP}/lianlian?token=s3cret`, returnUrl: `${SHOP}/payments/back` };
    const lines = await warnings(adapter, { urls });
    expect(lines).toEqual([
      expect.stringMatching(/^notifyUrl is https:\/\/shop\.example\/lianlian, .*no order would be paid/),
      expect.stringMatching(/^returnUrl is https:\/\/shop\.example\/payments\/back, /),
    ]);
    expect(lines[0]).toContain(`${SHOP}/payments/notify`);
    expect(lines[1]).toContain(`${SHOP}/payments/return`);
    expect(lines.join()).not.toContain('s3cret');
  });

  it.each<[string, string, (app: INestApplication) => void]>([
    ['a global prefix', '/api/payments/notify', (nest) => nest.setGlobalPrefix('api')],
    [
      'a version in the path',
      '/v2/payments/notify',
      (nest) => nest.enableVersioning({ type: VersioningType.URI, defaultVersion: '2' }),
    ],
    [
      'both',
      '/api/v2/payments/notify',
      (nest) => {
        nest.setGlobalPrefix('api');
        nest.enableVersioning({ type: VersioningType.URI, defaultVersion: '2' });
      },
    ],
  ])('without %s that the app has is named, and the right one is not', async (_what, path, configure) => {
    const wrong = await warnings(adapter, { urls: notifyAt('/payments/notify'), configure });
    expect(wrong).toEqual([expect.stringContaining(SHOP + path)]);
    await app?.close();
    expect(await warnings(adapter, { urls: notifyAt(path), configure })).toEqual([]);
  });

  it('with a prefix from which the route is excluded is named', async () => {
    const configure = (nest: INestApplication): void => {
      nest.setGlobalPrefix('api', { exclude: ['payments/notify'] });
    };
    expect(await warnings(adapter, { urls: notifyAt('/api/payments/notify'), configure })).toHaveLength(1);
    await app?.close();
    expect(await warnings(adapter, { urls: notifyAt('/payments/notify'), configure })).toEqual([]);
  });

  it('may have a parameter of the route in it', async () => {
    const type = payments({ path: 'shops/:shop/payments' });
    expect(await warnings(adapter, { urls: notifyAt('/shops/7/payments/notify'), type })).toEqual([]);
    await app?.close();
    expect(await warnings(adapter, { urls: notifyAt('/shops/payments/notify'), type })).toHaveLength(1);
    await app?.close();
    const urls = { returnUrl: `${SHOP}/shops/7/payments/back` };
    expect(await warnings(adapter, { urls, type })).toHaveLength(1);
  });

  it.each(['/Payments/notify', '/payments/notify/'])(
    'as %s is warned of if, and only if, the adapter finds no route by it',
    async (path) => {
      const lines = await warnings(adapter, { urls: notifyAt(path) });
      const { status } = await post(`${(await app?.getUrl()) ?? ''}${path}`, payment());
      expect([lines.length, status]).toEqual(adapter === 'express' ? [0, 200] : [1, 404]);
    },
  );

  it('that leads to a route of the app with the guard is warned of by nobody', async () => {
    @Controller('own')
    class OwnController {
      @Post('notified')
      @UseGuards(LianlianSignatureGuard)
      notified(@LianlianNotification() notification: PaymentNotification): string {
        return notification.no_order;
      }
    }
    expect(await warnings(adapter, { urls: notifyAt('/own/notified'), type: OwnController })).toEqual([]);
    await app?.close();
    expect(await warnings(adapter, { urls: notifyAt('/own'), type: OwnController })).toHaveLength(1);
  });

  it('of an app without routes of LianLian is not looked at', async () => {
    @Controller()
    class OtherController {}
    expect(await warnings(adapter, { urls: notifyAt('/elsewhere'), type: OtherController })).toEqual([]);
  });
});

describe.each(ADAPTERS)('a route that is found by a header alone, on %s', (adapter) => {
  const byHeader = (nest: INestApplication): void => {
    nest.enableVersioning({ type: VersioningType.HEADER, header: 'x-version', defaultVersion: '1' });
  };
  const byType = (nest: INestApplication): void => {
    nest.enableVersioning({ type: VersioningType.MEDIA_TYPE, key: 'v=', defaultVersion: '1' });
  };

  it.each([
    ['a header', byHeader],
    ['the media type', byType],
  ])('of %s, is warned of with its controller and the mend, which works', async (_by, configure) => {
    const urls = notifyAt('/payments/notify');
    expect(await warnings(adapter, { urls, configure })).toEqual([
      expect.stringMatching(/^PaymentsController has .*VERSION_NEUTRAL/),
    ]);
    expect((await post(`${(await app?.getUrl()) ?? ''}/payments/notify`, payment())).status).toBe(404);
    await app?.close();

    const type = payments({ path: 'payments', version: VERSION_NEUTRAL });
    expect(await warnings(adapter, { urls, configure, type })).toEqual([]);
    const url = (await app?.getUrl()) ?? '';
    expect(await post(`${url}/payments/notify`, payment())).toMatchObject({ status: 200, text: ACK });
    expect((await get(`${url}/payments/return`)).status).toBe(303);
  });

  it('or at a host that is not that of the addresses, is warned of', async () => {
    const urls = notifyAt('/payments/notify');
    const type = payments({ path: 'payments', host: 'pay.example' });
    expect(await warnings(adapter, { urls, type })).toEqual([
      expect.stringMatching(/^PaymentsController has .*shop\.example/),
    ]);
    await app?.close();
    const right = payments({ path: 'payments', host: ['pay.example', 'shop.example'] });
    expect(await warnings(adapter, { urls, type: right })).toEqual([]);
  });
});

describe('an Express app', () => {
  it('does not find a path that is not written in its code as it is sent', async () => {
    const urls = notifyAt('/支付/notify');
    expect(await warnings('express', { urls, type: payments({ path: '支付' }) })).toHaveLength(1);
    await app?.close();
    expect(await warnings('fastify', { urls, type: payments({ path: '支付' }) })).toEqual([]);
  });

  it('may have groups in its paths that need not be there', async () => {
    const urls = notifyAt('/pay/notify');
    expect(await warnings('express', { urls, type: payments({ path: 'pay{/:shop}' }) })).toEqual([]);
  });
});

describe('a Fastify app that compares paths as Express does', () => {
  it.each(['/Payments/notify', '/payments/notify/'])('is warned of %s by nobody', async (path) => {
    const fastify = { routerOptions: { caseSensitive: false, ignoreTrailingSlash: true } };
    expect(await warnings('fastify', { urls: notifyAt(path), fastify })).toEqual([]);
  });
});
