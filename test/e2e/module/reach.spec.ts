import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

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
  LianlianNotify,
  LianlianReturn,
  LianlianSignatureGuard,
  type PaymentNotification,
} from 'nestjs-lianlian';
import { afterEach, describe, expect, it } from 'vitest';

import { type Adapter, ADAPTERS } from '../../support/adapters.js';
import { ACK, get, post, TEXT_JSON } from '../../support/http.js';
import { OID_PARTNER, OTHER_OID_PARTNER } from '../../support/merchant.js';
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
    types = [type],
    merchants,
  }: {
    urls?: Partial<LianlianModuleOptions>;
    configure?: (app: INestApplication) => void;
    options?: object;
    fastify?: object;
    type?: new (...args: never[]) => object;
    types?: (new (...args: never[]) => object)[];
    merchants?: LianlianModuleOptions['merchants'];
  },
): Promise<string[]> {
  const merchant = {
    oidPartner: OID_PARTNER,
    privateKey: keys.merchant.privateKey,
    lianlianPublicKey: keys.lianlian.publicKey,
  };
  @Module({
    imports: [
      LianlianModule.forRoot(
        (merchants === undefined ? { ...merchant, ...urls } : { merchants }) as LianlianModuleOptions,
      ),
    ],
    controllers: types,
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
      expect.stringMatching(/^PaymentsController: .*notifyUrl.*shop\.example/),
    ]);
    await app?.close();
    const right = payments({ path: 'payments', host: ['pay.example', 'shop.example'] });
    expect(await warnings(adapter, { urls, type: right })).toEqual([]);
  });
});

describe.each(ADAPTERS)('a controller that is bound to a host, on %s', (adapter) => {
  const [WWW, PAY] = ['https://www.example', 'https://pay.example'];
  const bound = (host: string | string[]) => payments({ path: 'payments', host });

  /** What LianLian gets that names the host: fetch would send one of its own. */
  const statusAt = async (host: string): Promise<number | undefined> => {
    const url = `${(await app?.getUrl()) ?? ''}/payments/notify`;
    const headers = { host, 'content-type': TEXT_JSON };
    const sent = request(url, { method: 'POST', headers, agent: false }).end(JSON.stringify(payment()));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  };

  it('is compared with the addresses of each kind of its routes', async () => {
    const urls = { notifyUrl: `${PAY}/payments/notify`, returnUrl: `${WWW}/payments/return` };
    expect(await warnings(adapter, { urls, type: bound('www.example') })).toEqual([
      expect.stringMatching(
        /^PaymentsController: .*notifyUrl names \(pay\.example\).*no order would be paid/,
      ),
    ]);
    expect(await statusAt('pay.example')).toBe(404);
    expect(await statusAt('www.example')).toBe(200);
    await app?.close();
    expect(await warnings(adapter, { urls, type: bound('pay.example') })).toEqual([
      expect.stringMatching(/^PaymentsController: .*returnUrl names \(www\.example\).*payers who come back/),
    ]);
    await app?.close();
    expect(await warnings(adapter, { urls, type: bound(['www.example', 'pay.example']) })).toEqual([]);
  });

  it('is compared with the addresses of each merchant', async () => {
    const { publicKey: lianlianPublicKey } = keys.lianlian;
    const { privateKey } = keys.merchant;
    const merchants = [
      { oidPartner: OID_PARTNER, privateKey, lianlianPublicKey, notifyUrl: `${WWW}/payments/notify` },
      { oidPartner: OTHER_OID_PARTNER, privateKey, lianlianPublicKey, notifyUrl: `${PAY}/payments/notify` },
    ];
    expect(await warnings(adapter, { merchants, type: bound('www.example') })).toEqual([
      expect.stringContaining('(pay.example)'),
    ]);
  });

  it('is reached only by the addresses that have its path', async () => {
    @Controller({ path: 'returned', host: 'pay.example' })
    class ReturnsController {
      @LianlianReturn('return')
      returned(): string {
        return '/orders';
      }
    }
    @Controller({ path: 'notified', host: 'www.example' })
    class NotifiedController {
      @LianlianNotify('here', { checkAmount: false })
      notified(): void {
        // Nothing to do.
      }
    }
    @Controller({ path: 'elsewhere', host: 'pay.example' })
    class ElsewhereController extends NotifiedController {}
    const types = [ReturnsController, NotifiedController, ElsewhereController];
    const urls = { notifyUrl: `${PAY}/notified/here`, returnUrl: `${PAY}/returned/return` };
    expect(await warnings(adapter, { urls, types })).toEqual([
      expect.stringMatching(/^NotifiedController: .*\(pay\.example\)/),
    ]);
    await app?.close();
    const right = { ...urls, notifyUrl: `${PAY}/elsewhere/here` };
    expect(await warnings(adapter, { urls: right, types })).toEqual([]);
  });

  it.each([
    [':tenant.pay.example', 1],
    [':tenant.example', 0],
    ['{www.}shop.example', 0],
    ['{www.}pay.example', 1],
    ['SHOP.example', 0],
    ['shop-example', 1],
  ])('as %s is read as Nest reads it', async (host, count) => {
    const lines = await warnings(adapter, { urls: notifyAt('/payments/notify'), type: bound(host) });
    expect([lines.length, await statusAt('shop.example')]).toEqual([count, count === 0 ? 200 : 404]);
  });
});

describe.each(ADAPTERS)('a version that an extractor of the app finds, on %s', (adapter) => {
  interface Asked {
    readonly url: string;
    readonly headers: Readonly<Record<string, string | undefined>>;
  }
  const custom =
    (extractor: (request: Asked) => unknown, defaultVersion?: string) =>
    (nest: INestApplication): void => {
      nest.enableVersioning({
        type: VersioningType.CUSTOM,
        extractor: extractor as (request: unknown) => string,
        ...(defaultVersion === undefined ? {} : { defaultVersion }),
      });
    };
  const byHeader = ({ headers }: Asked): string => headers['x-version'] ?? '1';
  const byQuery = ({ url }: Asked): string => new URL(url, SHOP).searchParams.get('v') ?? '';
  const urls = {
    notifyUrl: `${SHOP}/payments/notify?token=s3cret`,
    returnUrl: `${SHOP}/payments/return`,
  };
  const statusAt = async (path: string): Promise<number> =>
    (await post(`${(await app?.getUrl()) ?? ''}${path}`, payment())).status;

  it.each([
    ['of the app', custom(byHeader, '2'), payments()],
    ['of the controller', custom(byHeader), payments({ path: 'payments', version: ['2', '3'] })],
  ])('and that is not that %s, is warned of', async (_of, configure, type) => {
    const lines = await warnings(adapter, { urls, configure, type });
    expect(lines).toEqual([
      expect.stringMatching(/^PaymentsController: .*notifyUrl.* version 2.* version 1 .*VERSION_NEUTRAL/),
      expect.stringMatching(/^PaymentsController: .*returnUrl.* version 2.* version 1 .*VERSION_NEUTRAL/),
    ]);
    expect(lines.join()).not.toContain('s3cret');
    expect(await statusAt('/payments/notify')).toBe(404);
  });

  it('is warned of by nobody where it is that of the route, or the route has none', async () => {
    expect(await warnings(adapter, { urls, configure: custom(byHeader, '1') })).toEqual([]);
    expect(await statusAt('/payments/notify')).toBe(200);
    await app?.close();
    const type = payments({ path: 'payments', version: VERSION_NEUTRAL });
    expect(await warnings(adapter, { urls, configure: custom(byHeader, '2'), type })).toEqual([]);
    await app?.close();
    expect(await warnings(adapter, { urls, configure: custom(byHeader) })).toEqual([]);
  });

  it('may be in the address', async () => {
    const configure = custom(byQuery, '2');
    expect(await warnings(adapter, { urls: notifyAt('/payments/notify?v=2'), configure })).toEqual([]);
    expect(await statusAt('/payments/notify?v=2')).toBe(200);
    await app?.close();
    expect(await warnings(adapter, { urls: notifyAt('/payments/notify'), configure })).toHaveLength(1);
  });

  it('cannot be known where the extractor fails, and the start goes on', async () => {
    const configure = custom(({ headers }) => (headers['x-version'] as string).trim(), '2');
    expect(await warnings(adapter, { urls: notifyAt('/payments/notify'), configure })).toEqual([
      expect.stringMatching(/^PaymentsController: .*threw \(TypeError\).*cannot be known/),
    ]);
    await app?.close();
    const late = custom(() => Promise.reject(new Error('late')), '2');
    expect(await warnings(adapter, { urls: notifyAt('/payments/notify'), configure: late })).toHaveLength(1);
  });
});

describe('an Express app', () => {
  it('lets an extractor of versions read the request as Express gives it', async () => {
    interface Asked {
      readonly params: Readonly<Record<string, string>>;
      readonly query: Readonly<Record<string, string>>;
      get(name: string): string | undefined;
    }
    const configure = (nest: INestApplication): void => {
      const extractor = ({ params, query, get }: Asked): string[] => [
        `${params['version'] ?? ''}${query['minor'] ?? ''}`,
        typeof get,
      ];
      nest.enableVersioning({
        type: VersioningType.CUSTOM,
        extractor: extractor as (request: unknown) => string[],
        defaultVersion: '2.1',
      });
    };
    const type = payments({ path: ':version/payments' });
    const found = notifyAt('/2/payments/notify?minor=.1');
    expect(await warnings('express', { urls: found, configure, type })).toEqual([]);
    await app?.close();
    const urls = notifyAt('/3/payments/notify?minor=.1');
    expect(await warnings('express', { urls, configure, type })).toEqual([
      expect.stringContaining('version 3.1'),
    ]);
  });

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
